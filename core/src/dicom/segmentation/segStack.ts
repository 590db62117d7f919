import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import { lpsToIndex } from '../../imaging/gridGeometry.js';
import { scale } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';
import { haveSameRaster, slicePosition } from '../ct/imagePlane.js';
import type { SegFrame, SliceMeasures } from './segFrames.js';

/** How far a frame may lie from its place on the segmentation's own grid, in voxels. */
const TOLERANCE = 0.1;

/** More voxels than any segmentation has: a few wrong bytes must not fill the memory. */
const MAXIMUM_VOXELS = 2 ** 28;

/**
 * The frames of one segment on the segmentation's own grid. Frames may be missing (they are empty),
 * and several may lie in one place.
 *
 * @param frames at least one
 * @param title names the segment in errors
 * @throws `inconsistent-series` when the frames do not lie on one grid
 */
export function stackSegFrames(
  frames: readonly SegFrame[],
  { spacing, thickness }: SliceMeasures,
  title: string,
): Mask {
  const sorted = frames.toSorted((a, b) => slicePosition(a.plane) - slicePosition(b.plane));
  const { plane, columns, rows } = sorted[0]!;
  const gaps = sorted
    .slice(1)
    .map((frame, n) => slicePosition(frame.plane) - slicePosition(sorted[n]!.plane));
  const smallestGap = Math.min(...gaps.filter((gap) => gap > 1e-3));

  for (const step of [spacing, smallestGap, thickness]) {
    if (step === undefined || !Number.isFinite(step) || step <= 0) continue;
    const grid: Grid = {
      size: [columns, rows, 1],
      origin: plane.position,
      axes: [
        scale(plane.rowDirection, plane.columnStep),
        scale(plane.columnDirection, plane.rowStep),
        scale(plane.normal, step),
      ],
    };
    const mask = placeFrames(grid, sorted);
    if (mask) return mask;
  }
  throw new MutationPredictionError('inconsistent-series.frames-off-grid', { segment: title });
}

/** The frames on a grid grown to hold them, or `undefined` where they do not fit its voxels. */
function placeFrames(grid: Grid, sorted: readonly SegFrame[]): Mask | undefined {
  const places = sorted.map(({ plane }) => lpsToIndex(grid, plane.position));
  const fits = places.every(
    ([i, j, k], n) =>
      haveSameRaster(sorted[n]!.plane, sorted[0]!.plane) &&
      Math.abs(i) < TOLERANCE &&
      Math.abs(j) < TOLERANCE &&
      Math.abs(k - Math.round(k)) < TOLERANCE,
  );
  const slices = Math.round(places.at(-1)![2]) + 1;
  const [columns, rows] = grid.size;
  if (!fits || columns * rows * slices > MAXIMUM_VOXELS) return undefined;

  const data = new Uint8Array(columns * rows * slices);
  sorted.forEach(({ pixels }, n) => {
    const start = Math.round(places[n]![2]) * columns * rows;
    pixels.forEach((pixel, p) => (data[start + p]! |= pixel));
  });
  return { grid: { ...grid, size: [columns, rows, slices] }, data };
}
