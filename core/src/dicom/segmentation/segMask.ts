import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import { displacementToIndex, lpsToIndex } from '../../imaging/gridGeometry.js';
import type { Vector3 } from '../../imaging/vector.js';
import { add, scale } from '../../imaging/vector.js';
import { bringToGrid, MaskOnImage, requireVoxels } from './maskOnImage.js';
import type { SegFrame } from './segFrames.js';
import { SegFrames } from './segFrames.js';
import type {
  SegmentationObject,
  SegmentDescription,
  SegmentMask,
  TargetImage,
} from './segmentation.js';
import { segmentTitle } from './segmentation.js';
import { stackSegFrames } from './segStack.js';

/** How far, in voxels, a frame's pixels may lie from the image's voxels and still be the same. */
const ALIGNMENT_TOLERANCE = 0.1;

/** Pixel (column c, row r) of a frame is voxel `first + c·column + r·row` of the image. */
interface Placement {
  readonly first: Vector3;
  readonly column: Vector3;
  readonly row: Vector3;
}

/** A segment of a SEG on an image's grid; see `readSegmentMask`. */
export function readSegMask(
  object: SegmentationObject,
  segment: SegmentDescription,
  { grid }: TargetImage,
): SegmentMask {
  const title = segmentTitle(object, segment);
  const segFrames = new SegFrames(object);
  const frames = [...segFrames.ofSegment(segment.number)];
  requireVoxels(frames.length, title);
  requireDistinctPlanes(frames, title);

  const placements = frames.map((frame) => placementOn(grid, frame));
  if (!placements.every((placement) => placement !== undefined)) {
    const own = stackSegFrames(frames, segFrames.sliceMeasures(), title);
    return { mask: bringToGrid(own, grid, title), resampled: true };
  }

  const mask = new MaskOnImage(grid, title);
  frames.forEach((frame, f) => fill(mask, frame, placements[f]!));
  return { mask: mask.finish(), resampled: false };
}

/** Two frames of one place contradict each other, or one of them belongs elsewhere. */
function requireDistinctPlanes(frames: readonly SegFrame[], title: string): void {
  const places = new Set(frames.map(({ plane }) => plane.position.join()));
  if (places.size === frames.length) return;
  throw new MutationPredictionError('malformed-object.frames-coincide', { segment: title });
}

/** Where a frame's pixels are voxels of the grid, in whatever order; else `undefined`. */
function placementOn(grid: Grid, { plane, columns, rows }: SegFrame): Placement | undefined {
  const first = lpsToIndex(grid, plane.position);
  const column = displacementToIndex(grid, scale(plane.rowDirection, plane.columnStep));
  const row = displacementToIndex(grid, scale(plane.columnDirection, plane.rowStep));
  const placement = { first: round(first), column: round(column), row: round(row) };

  const isAligned = [
    [0, 0],
    [columns - 1, 0],
    [0, rows - 1],
  ].every(([c = 0, r = 0]) => {
    const exact = add(first, add(scale(column, c), scale(row, r)));
    const voxel = add(placement.first, add(scale(placement.column, c), scale(placement.row, r)));
    return exact.every((x, d) => Math.abs(x - voxel[d]!) < ALIGNMENT_TOLERANCE);
  });
  return isAligned && isUnitStep(placement.column) && isUnitStep(placement.row)
    ? placement
    : undefined;
}

function fill(mask: MaskOnImage, { pixels, columns }: SegFrame, placement: Placement): void {
  const { first, column, row } = placement;
  for (let n = pixels.indexOf(1); n !== -1; n = pixels.indexOf(1, n + 1)) {
    const c = n % columns;
    const r = (n - c) / columns;
    mask.set(
      first[0] + c * column[0] + r * row[0],
      first[1] + c * column[1] + r * row[1],
      first[2] + c * column[2] + r * row[2],
    );
  }
}

const round = (v: Vector3): Vector3 => [Math.round(v[0]), Math.round(v[1]), Math.round(v[2])];

/** Whether a step leads from a voxel to one of its six neighbours. */
const isUnitStep = (v: Vector3): boolean => Math.abs(v[0]) + Math.abs(v[1]) + Math.abs(v[2]) === 1;
