import { cropMask } from '../../imaging/crop.js';
import { squaredDistances } from '../../imaging/distanceTransform.js';
import type { Grid, IndexBox } from '../../imaging/grid.js';
import { spacing } from '../../imaging/gridGeometry.js';
import { maskRuns, runsBox } from '../../imaging/maskRuns.js';
import type { Vector3 } from '../../imaging/vector.js';
import type { Mask } from '../../imaging/volume.js';

/**
 * The shell around a ROI: voxels outside it whose centres lie within `widthMm` of the centre of one
 * of its voxels, by exact Euclidean distance in mm.
 *
 * @param within keeps the ring inside another mask on the same grid, such as the lungs
 */
export function peritumoralRing(mask: Mask, widthMm: number, within?: Mask): Mask {
  const { grid } = mask;
  const data = new Uint8Array(mask.data.length);
  const roi = runsBox(maskRuns(mask));
  if (!roi) return { grid, data };

  // No voxel farther from the ROI's box can belong to the ring.
  const { lower, upper } = widen(roi, widthMm, grid);
  const near = cropMask(mask, { lower, upper });
  const squared = squaredDistances(near);
  const limit = widthMm * widthMm;
  const [ni, nj] = grid.size;
  let n = 0;
  for (let k = lower[2]; k < upper[2]; k++) {
    for (let j = lower[1]; j < upper[1]; j++) {
      const row = (k * nj + j) * ni;
      for (let i = lower[0]; i < upper[0]; i++, n++) {
        const isRing = near.data[n] === 0 && squared[n]! <= limit && within?.data[row + i] !== 0;
        if (isRing) data[row + i] = 1;
      }
    }
  }
  return { grid, data };
}

function widen({ lower, upper }: IndexBox, byMm: number, grid: Grid): IndexBox {
  const by = spacing(grid).map((step) => Math.ceil(byMm / step));
  const triple = (of: (axis: 0 | 1 | 2) => number): Vector3 => [of(0), of(1), of(2)];
  return {
    lower: triple((axis) => Math.max(0, lower[axis] - by[axis]!)),
    upper: triple((axis) => Math.min(grid.size[axis], upper[axis] + by[axis]!)),
  };
}
