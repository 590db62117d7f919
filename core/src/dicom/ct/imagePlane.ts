import { MutationPredictionError } from '../../errors.js';
import type { Vector3 } from '../../imaging/vector.js';
import { cross, dot, norm, scale } from '../../imaging/vector.js';

/** Where the pixels of an image or frame lie in the patient (PS3.3 C.7.6.2), LPS mm. */
export interface ImagePlane {
  /** Centre of the first pixel. */
  readonly position: Vector3;
  /** Unit vectors along a row (growing column index) and down a column; orthogonal. */
  readonly rowDirection: Vector3;
  readonly columnDirection: Vector3;
  /** Unit vector rowDirection × columnDirection. */
  readonly normal: Vector3;
  /** Step per column index and per row index, mm: Pixel Spacing in reverse order. */
  readonly columnStep: number;
  readonly rowStep: number;
}

/** Direction cosines are written with few digits: how far from orthonormal they may be. */
const COSINE_TOLERANCE = 1e-2;

/**
 * @param position Image Position (Patient)
 * @param orientation Image Orientation (Patient), six cosines
 * @param pixelSpacing Pixel Spacing: between rows, between columns
 * @param objectName names the object in errors
 * @throws `malformed-object` when these describe no plane
 */
export function imagePlane(
  position: readonly number[],
  orientation: readonly number[],
  pixelSpacing: readonly number[],
  objectName: string,
): ImagePlane {
  const [x = NaN, y = NaN, z = NaN] = position;
  const [rx = NaN, ry = NaN, rz = NaN, cx = NaN, cy = NaN, cz = NaN] = orientation;
  const [rowStep = NaN, columnStep = NaN] = pixelSpacing;
  const row: Vector3 = [rx, ry, rz];
  const column: Vector3 = [cx, cy, cz];
  const isOrthonormal =
    Math.abs(norm(row) - 1) < COSINE_TOLERANCE &&
    Math.abs(norm(column) - 1) < COSINE_TOLERANCE &&
    Math.abs(dot(row, column)) < COSINE_TOLERANCE;
  if (!isOrthonormal || !(rowStep > 0) || !(columnStep > 0) || Number.isNaN(x + y + z)) {
    throw new MutationPredictionError('malformed-object.no-place', { object: objectName });
  }

  const rowDirection = unit(row);
  const normal = unit(cross(row, column));
  return {
    position: [x, y, z],
    rowDirection,
    columnDirection: cross(normal, rowDirection),
    normal,
    columnStep,
    rowStep,
  };
}

/** Distance along the plane's normal, mm: what slices are sorted by. */
export function slicePosition({ normal, position }: ImagePlane): number {
  return dot(normal, position);
}

/** Whether two planes are parallel and their pixels equally oriented and spaced. */
export function haveSameRaster(a: ImagePlane, b: ImagePlane): boolean {
  return (
    dot(a.rowDirection, b.rowDirection) > PARALLEL &&
    dot(a.columnDirection, b.columnDirection) > PARALLEL &&
    Math.abs(a.rowStep - b.rowStep) < SPACING_TOLERANCE_MM &&
    Math.abs(a.columnStep - b.columnStep) < SPACING_TOLERANCE_MM
  );
}

/** Cosine of 0.08°: 0.5 mm over an image of 360 mm. */
const PARALLEL = 1 - 1e-6;
const SPACING_TOLERANCE_MM = 1e-4;

const unit = (vector: Vector3): Vector3 => scale(vector, 1 / norm(vector));
