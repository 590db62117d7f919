import { MutationPredictionError } from '../errors.js';
import { connectRuns } from './connectedComponents.js';
import type { Grid, IndexBox } from './grid.js';
import { indexToLps, voxelVolume } from './gridGeometry.js';
import { longestDiameter } from './longestDiameter.js';
import type { VoxelRun } from './maskRuns.js';
import { maskRuns, runsBox } from './maskRuns.js';
import type { Vector3 } from './vector.js';
import type { Mask } from './volume.js';

/** What is measured of a lesion before any image is read. */
export interface LesionMeasurements {
  /** Mean of the voxel centres, LPS mm. */
  readonly centroidLps: Vector3;
  /** Voxel count × voxel volume. */
  readonly volumeMm3: number;
  readonly voxelCount: number;
  /** Largest distance between two voxel centres, mm. */
  readonly longestDiameterMm: number;
  /** Slices (k) that hold a voxel. */
  readonly sliceCount: number;
  /** 26-connected parts. */
  readonly partCount: number;
  /** Smallest box that holds all voxels. */
  readonly boundingBox: IndexBox;
}

/** @throws `empty-segment` when the mask has no voxel */
export function measureLesion(mask: Mask): LesionMeasurements {
  return measureRuns(mask.grid, maskRuns(mask));
}

/** As {@link measureLesion}, of the runs of a mask. */
export function measureRuns(grid: Grid, runs: readonly VoxelRun[]): LesionMeasurements {
  const boundingBox = runsBox(runs);
  if (!boundingBox) {
    throw new MutationPredictionError('empty-segment.nothing-on-ct');
  }
  const sum: [number, number, number] = [0, 0, 0];
  const slices = new Set<number>();
  let voxelCount = 0;
  for (const { start, end, j, k } of runs) {
    const length = end - start;
    voxelCount += length;
    sum[0] += (length * (start + end - 1)) / 2;
    sum[1] += length * j;
    sum[2] += length * k;
    slices.add(k);
  }
  return {
    centroidLps: indexToLps(grid, [sum[0] / voxelCount, sum[1] / voxelCount, sum[2] / voxelCount]),
    volumeMm3: voxelCount * voxelVolume(grid),
    voxelCount,
    longestDiameterMm: longestDiameter(grid, runs),
    sliceCount: slices.size,
    partCount: connectRuns(runs, grid.size[1]).length,
    boundingBox,
  };
}
