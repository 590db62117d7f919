import type { Grid } from '../../imaging/grid.js';
import { sameGrid, spacing } from '../../imaging/gridGeometry.js';
import { MutationPredictionError } from '../../errors.js';

/** @throws `unsuitable-roi` for voxels without an extent, and for a mask on another grid than the image */
export function checkGrids(image: Grid, mask: Grid): void {
  if (!spacing(image).every((step) => step > 0 && Number.isFinite(step))) {
    throw new MutationPredictionError('unsuitable-roi.no-spacing');
  }
  if (!sameGrid(image, mask)) {
    throw new MutationPredictionError('unsuitable-roi.other-grid');
  }
}
