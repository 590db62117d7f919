import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import { indexToLps, lpsToIndex } from '../../imaging/gridGeometry.js';
import { resampleMask } from '../../imaging/resampleMask.js';
import type { Mask } from '../../imaging/volume.js';

/** A mask being filled on an image's grid, which notices voxels that the image does not have. */
export class MaskOnImage {
  private readonly data: Uint8Array;
  private inside = 0;
  private outside = 0;

  /** @param title names the segment in errors */
  constructor(
    private readonly grid: Grid,
    private readonly title: string,
  ) {
    this.data = new Uint8Array(grid.size[0] * grid.size[1] * grid.size[2]);
  }

  /** Sets voxel (i, j, k), integers; counts it where the image has none. */
  set(i: number, j: number, k: number): void {
    const [columns, rows, slices] = this.grid.size;
    if (i < 0 || j < 0 || k < 0 || i >= columns || j >= rows || k >= slices) {
      this.outside++;
      return;
    }
    const index = (k * rows + j) * columns + i;
    this.inside += 1 - this.data[index]!;
    this.data[index] = 1;
  }

  /** @throws `empty-segment`, `segment-outside-image` */
  finish(): Mask {
    requireInside(this.outside, this.inside + this.outside, this.title);
    requireVoxels(this.inside, this.title);
    return { grid: this.grid, data: this.data };
  }
}

/**
 * A part that the image does not show is refused too: what is left would be another lesion.
 *
 * @throws `segment-outside-image`
 */
export function requireInside(outside: number, total: number, title: string): void {
  if (outside === 0) return;
  throw outside === total
    ? new MutationPredictionError('segment-outside-image.whole', { segment: title })
    : new MutationPredictionError('segment-outside-image.part', { outside, total, segment: title });
}

/** @throws `empty-segment` */
export function requireVoxels(count: number, title: string): void {
  if (count > 0) return;
  throw new MutationPredictionError('empty-segment.not-on-image', { segment: title });
}

/**
 * A mask on another grid, by nearest neighbour.
 *
 * @param title names it in errors
 * @throws `segment-outside-image` where a part of it lies outside, `empty-segment`
 */
export function bringToGrid(own: Mask, grid: Grid, title: string): Mask {
  requireInside(...countOutside(own, grid), title);
  const mask = resampleMask(own, grid);
  requireVoxels(mask.data.includes(1) ? 1 : 0, title);
  return mask;
}

/**
 * As `bringToGrid`, of a label image: nothing but its voxels says whether it belongs to the image,
 * so that one which misses it is empty there.
 */
export function bringLabelsToGrid(own: Mask, grid: Grid, title: string): Mask {
  const mask = resampleMask(own, grid);
  requireVoxels(mask.data.includes(1) ? 1 : 0, title);
  requireInside(...countOutside(own, grid), title);
  return mask;
}

/** Voxels of a mask whose centre lies outside the voxels of `grid`, and all its voxels. */
function countOutside({ grid: own, data }: Mask, grid: Grid): [outside: number, total: number] {
  const [columns, rows] = own.size;
  let outside = 0;
  let total = 0;
  data.forEach((value, n) => {
    if (value === 0) return;
    total++;
    const i = n % columns;
    const j = Math.floor(n / columns) % rows;
    const k = Math.floor(n / (columns * rows));
    const index = lpsToIndex(grid, indexToLps(own, [i, j, k]));
    if (index.some((x, d) => x < -0.5 || x > grid.size[d]! - 0.5)) outside++;
  });
  return [outside, total];
}
