import type { Grid } from '../../imaging/grid.js';
import { sameGrid, spacing } from '../../imaging/gridGeometry.js';
import { unsuitableRoi } from './roiErrors.js';

/** @throws `unsuitable-roi` for voxels without an extent, and for a mask on another grid than the image */
export function checkGrids(image: Grid, mask: Grid): void {
  if (!spacing(image).every((step) => step > 0 && Number.isFinite(step))) {
    throw unsuitableRoi(
      'The image does not say how far apart its voxels are.',
      'Export it again with its spacing.',
    );
  }
  if (!sameGrid(image, mask)) {
    throw unsuitableRoi(
      'The mask lies on another grid than the image.',
      'Bring it to the grid of the image first.',
    );
  }
}
