import { cropVolume } from '../imaging/crop.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { indexToLps, lpsToIndex, spacing } from '../imaging/gridGeometry.js';
import { norm, scale, type Vector3 } from '../imaging/vector.js';
import type { Volume } from '../imaging/volume.js';

const AXES = [0, 1, 2] as const;

/**
 * Cubes of `stepMm` parallel to the grid's axes, from the voxel `lower` to the voxel `upper` (continuous
 * indices): morphology with balls wants the same step along all axes, which CT slices do not have.
 */
export function cubesBetween(grid: Grid, lower: Vector3, upper: Vector3, stepMm: number): Grid {
  const step = spacing(grid);
  const count = (axis: 0 | 1 | 2) =>
    Math.max(1, Math.floor(((upper[axis] - lower[axis]) * step[axis]) / stepMm + 1e-6) + 1) | 0;
  const [i, j, k] = grid.axes.map((axis) => scale(axis, stepMm / norm(axis)));
  return {
    size: [count(0), count(1), count(2)],
    origin: indexToLps(grid, lower),
    axes: [i!, j!, k!],
  };
}

/** For each sample along an axis, the first voxel that bears on it, and the weights of those from there. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Float64Array[];
}

/**
 * HU on a grid whose axes are parallel to the volume's, by triangles as wide as the wider of both steps:
 * linear interpolation where the new grid is finer, means without aliasing where it is coarser. Beyond the
 * border the outermost voxel goes on.
 */
export function resample(volume: Volume, target: Grid): Float32Array {
  const near = cropVolume(volume, boxAround(volume.grid, target));
  const from = lpsToIndex(near.grid, target.origin);
  const ratio = AXES.map((axis) => norm(target.axes[axis]) / norm(near.grid.axes[axis]));
  const taps = AXES.map((axis) =>
    tapsAlong(near.grid.size[axis], target.size[axis], from[axis], ratio[axis]!),
  );
  const [columns, rows, slices] = near.grid.size;
  const alongRows = resampleRows(near.data, columns, rows * slices, taps[0]!);
  const acrossRows = resampleLines(alongRows, target.size[0], rows, slices, taps[1]!);
  return resampleLines(acrossRows, target.size[0] * target.size[1], slices, 1, taps[2]!);
}

/** Voxels of a grid that bear on the target, at least one along each axis. */
export function boxAround(grid: Grid, target: Grid): IndexBox {
  const step = spacing(grid);
  const [targetStep] = spacing(target);
  const from = lpsToIndex(grid, target.origin);
  const to = lpsToIndex(
    grid,
    indexToLps(target, [target.size[0] - 1, target.size[1] - 1, target.size[2] - 1]),
  );
  const within = (index: number, axis: 0 | 1 | 2) =>
    Math.max(0, Math.min(grid.size[axis] - 1, index));
  const lower = (axis: 0 | 1 | 2) =>
    within(Math.floor(from[axis] - Math.max(1, targetStep / step[axis])), axis);
  const upper = (axis: 0 | 1 | 2) =>
    within(Math.ceil(to[axis] + Math.max(1, targetStep / step[axis])), axis) + 1;
  return { lower: [lower(0), lower(1), lower(2)], upper: [upper(0), upper(1), upper(2)] };
}

/** @param ratio step of the samples over that of the voxels */
function tapsAlong(voxels: number, samples: number, from: number, ratio: number): Taps {
  const halfWidth = Math.max(1, ratio);
  const first = new Int32Array(samples);
  const weights = Array.from({ length: samples }, (_, sample) => {
    const place = Math.min(Math.max(from + sample * ratio, 0), voxels - 1);
    const start = Math.max(0, Math.ceil(place - halfWidth));
    const end = Math.min(voxels - 1, Math.floor(place + halfWidth));
    first[sample] = start;
    const raw = Float64Array.from(
      { length: end - start + 1 },
      (_, n) => 1 - Math.abs(start + n - place) / halfWidth,
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return raw.map((weight) => weight / sum);
  });
  return { first, weights };
}

function resampleRows(
  source: Int16Array | Float32Array,
  columns: number,
  rows: number,
  { first, weights }: Taps,
): Float32Array {
  const samples = first.length;
  const target = new Float32Array(samples * rows);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let n = 0; n < samples; n++) {
      const taps = weights[n]!;
      let sum = 0;
      for (let t = 0, at = start + first[n]!; t < taps.length; t++)
        sum += taps[t]! * source[at + t]!;
      target[row * samples + n] = sum;
    }
  }
  return target;
}

/** Across lines of `length` samples, `count` of which follow each other in each of `blocks`. */
function resampleLines(
  source: Float32Array,
  length: number,
  count: number,
  blocks: number,
  { first, weights }: Taps,
): Float32Array {
  const samples = first.length;
  const target = new Float32Array(length * samples * blocks);
  for (let block = 0; block < blocks; block++) {
    for (let line = 0; line < samples; line++) {
      const into = (block * samples + line) * length;
      const taps = weights[line]!;
      for (let t = 0; t < taps.length; t++) {
        const from = (block * count + first[line]! + t) * length;
        const weight = taps[t]!;
        for (let n = 0; n < length; n++) target[into + n]! += weight * source[from + n]!;
      }
    }
  }
  return target;
}
