import type { Grid } from '../imaging/grid.js';
import { lpsToIndex, spacing } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';

/** What a nodule is grown in: a grid of cubes, and per voxel its smoothed HU and how deep it lies in the lung. */
export interface Field {
  readonly grid: Grid;
  readonly hu: Float32Array;
  /** mm, negative outside the lung: {@link lungOutline}. */
  readonly outline: Float32Array;
}

/** What is this much denser than the lung around is no lung: half of what pure ground glass is. */
const DENSER_BY_HU = 130;

/** The voxel nearest to a point, as (i, j, k). */
export function nearestVoxel(grid: Grid, pointLps: Vector3): Vector3 {
  const place = lpsToIndex(grid, pointLps);
  const within = (axis: 0 | 1 | 2) =>
    Math.min(Math.max(Math.round(place[axis]), 0), grid.size[axis] - 1);
  return [within(0), within(1), within(2)];
}

export function voxelAt({ size: [columns, rows] }: Grid, [i, j, k]: Vector3): number {
  return (k * rows + j) * columns + i;
}

export function placeOf({ size: [columns, rows] }: Grid, voxel: number): Vector3 {
  return [
    voxel % columns,
    Math.floor(voxel / columns) % rows,
    Math.floor(voxel / (columns * rows)),
  ];
}

/** Visits the voxels whose centres lie within `mm` of a voxel's, in their order. */
export function forEachWithin(
  grid: Grid,
  [i, j, k]: Vector3,
  mm: number,
  visit: (voxel: number, squaredMm: number) => void,
): void {
  const [columns, rows, slices] = grid.size;
  const [step] = spacing(grid);
  const reach = Math.floor(mm / step + 1e-6);
  const [firstSlice, lastSlice] = [Math.max(0, k - reach), Math.min(slices - 1, k + reach)];
  const [firstRow, lastRow] = [Math.max(0, j - reach), Math.min(rows - 1, j + reach)];
  const [firstColumn, lastColumn] = [Math.max(0, i - reach), Math.min(columns - 1, i + reach)];
  for (let c = firstSlice; c <= lastSlice; c++) {
    for (let b = firstRow; b <= lastRow; b++) {
      for (let a = firstColumn; a <= lastColumn; a++) {
        const squared = ((a - i) ** 2 + (b - j) ** 2 + (c - k) ** 2) * step * step;
        if (squared <= mm * mm) visit((c * rows + b) * columns + a, squared);
      }
    }
  }
}

/** Beyond the edge of a large nodule. */
const LUNG_WITHIN_MM = 45;

/** Median of the aerated voxels around a place, HU; `undefined` where there are none. */
export function lungAround({ grid, hu, outline }: Field, place: Vector3): number | undefined {
  const values: number[] = [];
  forEachWithin(grid, place, LUNG_WITHIN_MM, (n) => {
    if (outline[n]! >= 0 && hu[n]! > -970 && hu[n]! < -650) values.push(hu[n]!);
  });
  return quantile(values, 0.5);
}

/** The voxel nearest to a place, within `mm`, that lies in the lung and is denser than lung. */
export function nearestDense(
  { grid, hu, outline }: Field,
  place: Vector3,
  lungHu: number,
  mm: number,
): number | undefined {
  let nearest: number | undefined;
  let least = Infinity;
  forEachWithin(grid, place, mm, (n, squared) => {
    if (squared >= least || hu[n]! < lungHu + DENSER_BY_HU || outline[n]! < 0) return;
    least = squared;
    nearest = n;
  });
  return nearest;
}

/** How dense a nodule is near a voxel of it, HU: the upper quartile, which its blurred edge leaves alone. */
export function densityAround({ grid, hu, outline }: Field, voxel: number, lungHu: number): number {
  const values: number[] = [];
  forEachWithin(grid, placeOf(grid, voxel), 2.5, (n) => {
    if (hu[n]! >= lungHu + DENSER_BY_HU && outline[n]! >= 0) values.push(hu[n]!);
  });
  return quantile(values, 0.75) ?? hu[voxel]!;
}

/** Of the HU in a mask; `undefined` where it is empty. */
export function quantileIn(hu: Float32Array, mask: Uint8Array, share: number): number | undefined {
  const values: number[] = [];
  mask.forEach((inside, n) => {
    if (inside === 1) values.push(hu[n]!);
  });
  return quantile(values, share);
}

function quantile(values: number[], share: number): number | undefined {
  const sorted = Float32Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
