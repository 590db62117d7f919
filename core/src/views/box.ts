import type { Grid, IndexBox } from '../imaging/grid.js';
import { displacementToIndex, lpsToIndex } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';
import { add } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import { splineAnywhere, splineOnLattice } from './bspline.js';

/** Samples at equal distances along the patient's L, P and S. */
export interface SampleBox {
  /** LPS mm of the middle between the outermost samples. */
  readonly centreLps: Vector3;
  /** Samples along L, P and S. */
  readonly size: Vector3;
  readonly spacingMm: number;
  /** HU of samples beyond the CT. */
  readonly outsideHu: number;
}

/**
 * Voxels read beyond the box on each side. The spline is fitted to the cropped region, whose cut
 * faces act as mirrors; what lies behind them fades by 0.268 per voxel, to 7e-10 after 16: below
 * 1e-5 HU for any CT. (12 voxels would leave 1e-3 HU, enough to turn a rounding now and then.)
 */
const MARGIN_VOXELS = 16;

/** A sample counts as inside the volume up to this far beyond its outermost voxel centres. */
const EDGE_TOLERANCE_VOXELS = 1e-6;

/** Between two voxels a spline often gives a half: which way it goes must not hang on its last bit. */
const ROUNDING_TOLERANCE_HU = 1e-6;

/** Off-axis index drift over the box below which CT axes count as parallel to the patient's. */
const PARALLEL_TOLERANCE_VOXELS = 1e-6;

/**
 * The voxels that a box of samples needs: those under it and a margin for the spline, clipped to the
 * grid. Since every sample inside the grid lies inside this box, a sample outside the
 * box is one outside the grid, and a region can be sampled without knowing the grid it was cut from.
 */
export function boxRegion(grid: Grid, box: SampleBox): IndexBox {
  const { first, steps, size } = boxLattice(grid, box);
  const lower: number[] = [];
  const upper: number[] = [];
  for (const axis of [0, 1, 2] as const) {
    const extents = steps.map((step, patientAxis) => step[axis] * (size[patientAxis]! - 1));
    const min = first[axis] + extents.reduce((sum, extent) => sum + Math.min(0, extent), 0);
    const max = first[axis] + extents.reduce((sum, extent) => sum + Math.max(0, extent), 0);
    lower.push(Math.max(0, Math.floor(min) - MARGIN_VOXELS));
    upper.push(Math.min(grid.size[axis], Math.ceil(max) + 1 + MARGIN_VOXELS));
  }
  return { lower: toVector(lower), upper: toVector(upper) };
}

/**
 * Samples a box of the region that `boxRegion` asked for.
 *
 * Sample (z, y, x) lies at `centre + (x, y, z) − (size − 1)/2` steps of `spacingMm` along the
 * patient's L, P and S. Its value is the cubic B-spline through the voxels, rounded to the nearest
 * whole HU (halves up, to a millionth). A sample counts as outside the volume, and is `outsideHu`, when one of its
 * continuous indices is below 0 or above n − 1, i.e. beyond the outermost voxel centres: there the
 * spline would extrapolate (`scipy.ndimage` draws the same line for `mode='constant'`).
 *
 * @returns int16 [z, y, x]: x (patient L) runs fastest
 */
export function sampleBox(region: Volume, box: SampleBox): Int16Array {
  const lattice = boxLattice(region.grid, box);
  const gridAxes = parallelGridAxes(lattice);
  return gridAxes
    ? sampleParallel(region, lattice, gridAxes, box.outsideHu)
    : sampleOblique(region, lattice, box.outsideHu);
}

/**
 * The lesion at the samples of `sampleBox`, by nearest neighbour: half-way positions (to a
 * millionth of a voxel) take the higher index; 0 outside the volume.
 *
 * @returns 0 or 1 per sample, z, y, x
 */
export function sampleMaskBox(region: Mask, box: SampleBox): Uint8Array {
  const [ni, nj] = region.grid.size;
  const samples = new Uint8Array(sampleCount(box));
  forEachSample(region.grid, boxLattice(region.grid, box), (n, i, j, k) => {
    samples[n] = region.data[(nearest(k) * nj + nearest(j)) * ni + nearest(i)]!;
  });
  return samples;
}

/** Where the samples of a box lie among the voxels of a grid, as continuous indices. */
interface BoxLattice {
  /** Samples along L, P and S. */
  readonly size: Vector3;
  /** Index of sample (0, 0, 0). */
  readonly first: Vector3;
  /** Index steps per sample along patient L, P and S. */
  readonly steps: readonly [Vector3, Vector3, Vector3];
}

function boxLattice(grid: Grid, { centreLps, size, spacingMm }: SampleBox): BoxLattice {
  const half = (samples: number) => ((samples - 1) / 2) * spacingMm;
  return {
    size,
    first: lpsToIndex(grid, add(centreLps, [-half(size[0]), -half(size[1]), -half(size[2])])),
    steps: [
      displacementToIndex(grid, [spacingMm, 0, 0]),
      displacementToIndex(grid, [0, spacingMm, 0]),
      displacementToIndex(grid, [0, 0, spacingMm]),
    ],
  };
}

type AxisIndex = 0 | 1 | 2;

/** For patient L, P and S the grid axis that runs along it; `undefined` for an oblique grid. */
function parallelGridAxes({ steps, size }: BoxLattice): AxisIndex[] | undefined {
  const axes = steps.map((step) => {
    const drifts = ([0, 1, 2] as const).filter(
      (axis) => Math.abs(step[axis]) * Math.max(...size) > PARALLEL_TOLERANCE_VOXELS,
    );
    return drifts.length === 1 ? drifts[0]! : undefined;
  });
  return axes.every((axis) => axis !== undefined) ? axes : undefined;
}

function sampleParallel(
  region: Volume,
  { size, first, steps }: BoxLattice,
  gridAxes: readonly AxisIndex[],
  outsideHu: number,
): Int16Array {
  const alongPatientAxis = gridAxes.map((axis, patientAxis) =>
    Float64Array.from(
      { length: size[patientAxis]! },
      (_, n) => first[axis] + n * steps[patientAxis]![axis],
    ),
  );
  const alongGridAxis = (axis: AxisIndex) => alongPatientAxis[gridAxes.indexOf(axis)]!;
  const lattice = splineOnLattice(region, [alongGridAxis(0), alongGridAxis(1), alongGridAxis(2)]);

  const samplesAlong = ([0, 1, 2] as const).map((axis) => alongGridAxis(axis).length);
  const strides = [1, samplesAlong[0]!, samplesAlong[0]! * samplesAlong[1]!];
  const [xStride, yStride, zStride] = gridAxes.map((axis) => strides[axis]) as [
    number,
    number,
    number,
  ];
  const [xInside, yInside, zInside] = gridAxes.map((axis, patientAxis) =>
    Array.from(alongPatientAxis[patientAxis]!, (p) => isInside(p, region.grid.size[axis])),
  ) as [boolean[], boolean[], boolean[]];
  const samples = new Int16Array(sampleCount({ size })).fill(outsideHu);
  for (let z = 0, n = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      const row = z * zStride + y * yStride;
      const rowInside = zInside[z]! && yInside[y]!;
      for (let x = 0; x < size[0]; x++, n++) {
        if (rowInside && xInside[x]!) samples[n] = roundToInt16(lattice[row + x * xStride]!);
      }
    }
  }
  return samples;
}

function sampleOblique(region: Volume, lattice: BoxLattice, outsideHu: number): Int16Array {
  const samples = new Int16Array(sampleCount(lattice)).fill(outsideHu);
  const spline = splineAnywhere(region);
  forEachSample(region.grid, lattice, (n, i, j, k) => {
    samples[n] = roundToInt16(spline(i, j, k));
  });
  return samples;
}

/** Visits the samples inside the grid with their continuous indices (i, j, k). */
function forEachSample(
  grid: Grid,
  { size, first, steps: [x, y, z] }: BoxLattice,
  visit: (n: number, i: number, j: number, k: number) => void,
): void {
  const [ni, nj, nk] = grid.size;
  for (let c = 0, n = 0; c < size[2]; c++) {
    for (let b = 0; b < size[1]; b++) {
      const rowI = first[0] + c * z[0] + b * y[0];
      const rowJ = first[1] + c * z[1] + b * y[1];
      const rowK = first[2] + c * z[2] + b * y[2];
      for (let a = 0; a < size[0]; a++, n++) {
        const i = rowI + a * x[0];
        const j = rowJ + a * x[1];
        const k = rowK + a * x[2];
        if (isInside(i, ni) && isInside(j, nj) && isInside(k, nk)) visit(n, i, j, k);
      }
    }
  }
}

function sampleCount({ size }: { readonly size: Vector3 }): number {
  return size[0] * size[1] * size[2];
}

function isInside(position: number, length: number): boolean {
  return position >= -EDGE_TOLERANCE_VOXELS && position <= length - 1 + EDGE_TOLERANCE_VOXELS;
}

function nearest(position: number): number {
  return Math.floor(position + 0.5 + EDGE_TOLERANCE_VOXELS);
}

function roundToInt16(hu: number): number {
  return Math.max(-32768, Math.min(32767, Math.floor(hu + 0.5 + ROUNDING_TOLERANCE_HU)));
}

function toVector(values: readonly number[]): Vector3 {
  return [values[0]!, values[1]!, values[2]!];
}
