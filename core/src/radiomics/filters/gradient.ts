import type { IndexBox } from '../../imaging/grid.js';
import { shiftGrid, spacing, wholeBox } from '../../imaging/gridGeometry.js';
import type { ScalarImage, StoredImage } from '../roi/image.js';
import { filteredType, storeAs } from '../roi/image.js';

/**
 * Magnitude of the gradient by central differences, beyond the border the value at it, as ITK's
 * GradientMagnitudeImageFilter.
 *
 * @param useSpacing per mm rather than per voxel
 * @param box the voxels to make
 */
export function gradientMagnitude(
  image: StoredImage,
  useSpacing: boolean,
  box: IndexBox = wholeBox(image.grid),
): ScalarImage {
  const { grid, data } = image;
  const [ni, nj, nk] = grid.size;
  const { lower, upper } = box;
  const filtered = shiftGrid(grid, box);
  const [x, y, z] = (useSpacing ? spacing(grid) : [1, 1, 1]).map((step) => 2 * step);
  const magnitudes = new Float64Array(filtered.size[0] * filtered.size[1] * filtered.size[2]);
  let to = 0;
  for (let k = lower[2]; k < upper[2]; k++) {
    const below = Math.max(0, k - 1) * nj;
    const above = Math.min(nk - 1, k + 1) * nj;
    for (let j = lower[1]; j < upper[1]; j++) {
      const row = (k * nj + j) * ni;
      const before = (k * nj + Math.max(0, j - 1)) * ni;
      const after = (k * nj + Math.min(nj - 1, j + 1)) * ni;
      for (let i = lower[0]; i < upper[0]; i++) {
        const left = data[row + Math.max(0, i - 1)]!;
        const right = data[row + Math.min(ni - 1, i + 1)]!;
        const dx = (right - left) / x!;
        const dy = (data[after + i]! - data[before + i]!) / y!;
        const dz = (data[(above + j) * ni + i]! - data[(below + j) * ni + i]!) / z!;
        magnitudes[to++] = Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
    }
  }
  const type = filteredType(image);
  return { grid: filtered, data: storeAs(magnitudes, type), pixelType: type };
}
