import type { NIFTI2 } from 'nifti-reader-js';
import { NIFTI1 } from 'nifti-reader-js';
import { MutationPredictionError } from '../errors.js';
import type { Grid } from './grid.js';
import type { Vector3 } from './vector.js';
import { dot, norm } from './vector.js';

export type NiftiHeader = NIFTI1 | NIFTI2;

/** Rows x, y, z of (i, j, k, 1) → mm, in NIfTI's RAS frame. */
type Affine = readonly (readonly number[])[];

/** Cosine between two grid axes above which a grid counts as sheared; float32 leaves 1e-6. */
const SHEAR_TOLERANCE = 1e-3;

/** Voxel sizes that an image of a patient may have, mm. */
const [LEAST_MM, MOST_MM] = [0.001, 100];

/** How far the vector part of a unit quaternion may be longer than 1: float32 leaves 1e-6. */
const QUATERNION_TOLERANCE = 1e-4;

/** `xyzt_units`: 0 where they are not given, 2 for mm. */
const SPACE_UNITS = 7;
const MILLIMETRES: readonly number[] = [0, 2];

/** Where `srow_x` begins: float32 in NIfTI-1, float64 in NIfTI-2 (nifti1.h, nifti2.h). */
const SFORM_OFFSET = { nifti1: 280, nifti2: 400 } as const;

/**
 * The voxel grid of a NIfTI image, from RAS to LPS. The sform counts where it is set, else the
 * qform, as in nibabel; an image with neither does not say where left is, and is refused.
 *
 * An affine of negative determinant is another order of the voxels, no error. Voxel sizes that are
 * negative, zero or no millimetres are: they say of no voxel where it lies.
 *
 * @throws `malformed-object` without usable orientation, `gantry-tilt` for sheared axes
 */
export function niftiGrid(header: NiftiHeader, file: ArrayBuffer, name: string): Grid {
  if (!MILLIMETRES.includes(header.xyzt_units & SPACE_UNITS)) throw noOrientation(name);
  const affine = header.sform_code > 0 ? readSform(header, file) : qformAffine(header, name);
  const toLps = (column: number): Vector3 => [
    -affine[0]![column]!,
    -affine[1]![column]!,
    affine[2]![column]!,
  ];
  const axes = [toLps(0), toLps(1), toLps(2)] as const;
  const lengths = axes.map(norm);
  const isPlaced = toLps(3).every(Number.isFinite);
  if (!isPlaced || !lengths.every((length) => length >= LEAST_MM && length <= MOST_MM)) {
    throw noOrientation(name);
  }
  const cosines = [
    [0, 1],
    [1, 2],
    [2, 0],
  ].map(
    ([a, b]) => dot(axes[a as 0 | 1 | 2], axes[b as 0 | 1 | 2]) / (lengths[a!]! * lengths[b!]!),
  );
  if (cosines.some((cosine) => Math.abs(cosine) > SHEAR_TOLERANCE)) {
    throw new MutationPredictionError('gantry-tilt.tilted-stack', { file: name });
  }
  const [, columns, rows, slices] = header.dims;
  return { size: [columns!, rows!, slices!], origin: toLps(3), axes };
}

function readSform(header: NiftiHeader, file: ArrayBuffer): Affine {
  const view = new DataView(file);
  const { littleEndian } = header;
  const element = (index: number) =>
    header instanceof NIFTI1
      ? view.getFloat32(SFORM_OFFSET.nifti1 + 4 * index, littleEndian)
      : view.getFloat64(SFORM_OFFSET.nifti2 + 8 * index, littleEndian);
  return [0, 4, 8].map((row) => [0, 1, 2, 3].map((column) => element(row + column)));
}

/** Method 2 of nifti1.h: rotation by a unit quaternion, spacing, and a handedness. */
function qformAffine(header: NiftiHeader, name: string): Affine {
  if (!(header.qform_code > 0)) throw noOrientation(name);
  const { quatern_b: b, quatern_c: c, quatern_d: d } = header;
  if (!(b * b + c * c + d * d <= 1 + QUATERNION_TOLERANCE)) throw noOrientation(name);
  // Rounding may leave the vector part of a half turn longer than 1.
  const a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
  const rotation = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
  ];
  const [handedness = 1, di = 0, dj = 0, dk = 0] = header.pixDims;
  if (!(di > 0 && dj > 0 && dk > 0)) throw noOrientation(name);
  const steps = [di, dj, handedness < 0 ? -dk : dk];
  const offset = [header.qoffset_x, header.qoffset_y, header.qoffset_z];
  return rotation.map((row, n) => [
    ...row.map((value, column) => value * steps[column]!),
    offset[n]!,
  ]);
}

function noOrientation(name: string): MutationPredictionError {
  return new MutationPredictionError('malformed-object.nifti-unplaced', { file: name });
}
