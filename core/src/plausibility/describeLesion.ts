import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import { throwIfCancelled } from '../errors.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import type { VoxelRun } from '../imaging/maskRuns.js';
import { fillBox } from '../imaging/maskRuns.js';
import { scale, type Vector3 } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import { clipBox } from '../inputs/boxes.js';
import { descriptorBox, regionDescriptor } from './regionDescriptor.js';

/** Some 200 MB while they are described; no single lesion needs as many. */
const MOST_VOXELS = 8_000_000;

/**
 * Describes what no lesion is as large as, such as both lungs: on a grid coarse enough for memory, whose
 * voxels are means of blocks of the CT's. Reads a few slices at a time.
 *
 * @param runs the mask, at least one voxel
 * @param lesionBox smallest box that holds it
 * @param mostVoxels that the coarse grid may have
 * @throws `cancelled`, and what reading the CT throws
 */
export async function describeCoarsely(
  ct: CtImage,
  runs: readonly VoxelRun[],
  lesionBox: IndexBox,
  signal?: AbortSignal,
  mostVoxels = MOST_VOXELS,
): Promise<RegionDescriptor> {
  const box = descriptorBox(ct.grid, lesionBox);
  const factor = Math.ceil(Math.cbrt(voxelCount(box) / mostVoxels));
  const grid = coarseGrid(ct.grid, box, factor);
  const image = new Float32Array(grid.size[0] * grid.size[1] * grid.size[2]);
  const mask = new Uint8Array(image.length);
  const area = grid.size[0] * grid.size[1];
  for (let k = 0; k < grid.size[2]; k++) {
    throwIfCancelled(signal);
    const bottom = box.lower[2] + k * factor;
    const slab = clipBox(ct.grid, {
      lower: [box.lower[0], box.lower[1], bottom],
      upper: [box.upper[0], box.upper[1], Math.min(box.upper[2], bottom + factor)],
    });
    const plane = { first: k * area, blocks: area, columns: grid.size[0], factor };
    averageBlocks(await ct.readRegion(slab, signal), image, plane);
    markBlocks(fillBox({ grid: ct.grid, runs }, slab), mask, plane);
  }
  return regionDescriptor({ grid, data: image }, { grid, data: mask });
}

/** Whether a lesion is small enough to be described voxel by voxel. */
export function fitsMemory(grid: Grid, lesionBox: IndexBox): boolean {
  return voxelCount(descriptorBox(grid, lesionBox)) <= MOST_VOXELS;
}

function voxelCount({ lower, upper }: IndexBox): number {
  return (upper[0] - lower[0]) * (upper[1] - lower[1]) * (upper[2] - lower[2]);
}

/** Blocks of `factor`³ voxels from the box's lower corner; the last ones may reach beyond it. */
function coarseGrid(grid: Grid, { lower, upper }: IndexBox, factor: number): Grid {
  const count = (axis: 0 | 1 | 2) => Math.ceil((upper[axis] - lower[axis]) / factor);
  const middle = (factor - 1) / 2;
  const [i, j, k] = grid.axes;
  return {
    size: [count(0), count(1), count(2)],
    origin: indexToLps(grid, [lower[0] + middle, lower[1] + middle, lower[2] + middle]),
    axes: [scale(i, factor), scale(j, factor), scale(k, factor)],
  };
}

interface CoarsePlane {
  /** Index of its first block. */
  readonly first: number;
  /** Blocks in the plane, and in a row of it. */
  readonly blocks: number;
  readonly columns: number;
  readonly factor: number;
}

/** Mean of each block of a slab. */
function averageBlocks({ grid, data }: Volume, image: Float32Array, plane: CoarsePlane): void {
  const voxels = new Uint32Array(plane.blocks);
  forEachVoxel(grid.size, plane, (n, block) => {
    image[block]! += data[n]!;
    voxels[block - plane.first]!++;
  });
  voxels.forEach((count, block) => (image[plane.first + block]! /= count));
}

/** Any voxel of the mask makes its block one: a mask never vanishes. */
function markBlocks({ grid, data }: Mask, mask: Uint8Array, plane: CoarsePlane): void {
  forEachVoxel(grid.size, plane, (n, block) => {
    if (data[n] === 1) mask[block] = 1;
  });
}

function forEachVoxel(
  [columns, rows, slices]: Vector3,
  plane: CoarsePlane,
  visit: (voxel: number, block: number) => void,
): void {
  for (let k = 0, n = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      const row = plane.first + Math.floor(j / plane.factor) * plane.columns;
      for (let i = 0; i < columns; i++, n++) visit(n, row + Math.floor(i / plane.factor));
    }
  }
}
