import type { ModelInput } from '../contract/modelManifest.js';
import type { IndexBox } from '../imaging/grid.js';
import { maskRuns, runsVoxelCount } from '../imaging/maskRuns.js';
import type { VoxelRun } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type { Mask } from '../imaging/volume.js';
import { largestSliceCentre } from '../inputs/largestSlice.js';
import { nearestPixel, patientOrder, reorderBox } from '../inputs/patientOrder.js';

/**
 * Share of the lesion's voxels that an input cut out of the CT's own slices sees, 0–1: of a patch, which
 * sees one slice, of those on that slice. 1 for inputs that are not cut so.
 *
 * @param mask the lesion, at least one voxel where the input looks at the image
 * @param centroidLps of the lesion, LPS mm
 */
export function shareSeen(mask: Mask, centroidLps: Vector3, input: ModelInput): number {
  if (input.kind !== 'slices' && input.kind !== 'patch') return 1;
  const order = patientOrder(mask.grid);
  const runs = maskRuns(mask);
  const inGrid = (box: IndexBox) => reorderBox(box, order, 'grid');
  if (input.kind === 'slices') {
    const centre = nearestPixel(mask.grid, order, centroidLps);
    const field = inGrid(boxAround(centre, [input.crop, input.crop, input.count]));
    return voxelsWithin(runs, field) / runsVoxelCount(runs);
  }
  const [column, row, slice] = largestSliceCentre(mask, order);
  const onSlice = inGrid({
    lower: [0, 0, slice],
    upper: [order.size[0], order.size[1], slice + 1],
  });
  const field = inGrid(boxAround([column, row, slice], [input.size, input.size, 1]));
  return voxelsWithin(runs, field) / voxelsWithin(runs, onSlice);
}

function boxAround(centre: Vector3, size: Vector3): IndexBox {
  const lower = (axis: 0 | 1 | 2) => centre[axis] - Math.floor(size[axis] / 2);
  const upper = (axis: 0 | 1 | 2) => lower(axis) + size[axis];
  return { lower: [lower(0), lower(1), lower(2)], upper: [upper(0), upper(1), upper(2)] };
}

function voxelsWithin(runs: readonly VoxelRun[], { lower, upper }: IndexBox): number {
  return runs.reduce((count, { start, end, j, k }) => {
    const isInside = j >= lower[1] && j < upper[1] && k >= lower[2] && k < upper[2];
    const length = Math.min(end, upper[0]) - Math.max(start, lower[0]);
    return isInside && length > 0 ? count + length : count;
  }, 0);
}
