import { spacing } from '../imaging/gridGeometry.js';
import type { ScalarImage } from './image.js';
import { filteredType, storeAs } from './image.js';
import { forEachLine } from './lines.js';

/**
 * Magnitude of the gradient by central differences, beyond the border the value at it, as ITK's
 * GradientMagnitudeImageFilter.
 *
 * @param useSpacing per mm rather than per voxel
 */
export function gradientMagnitude(image: ScalarImage, useSpacing: boolean): ScalarImage {
  const { grid, data } = image;
  const step = useSpacing ? spacing(grid) : ([1, 1, 1] as const);
  const squares = new Float64Array(data.length);
  for (const axis of [0, 1, 2] as const) {
    const last = grid.size[axis] - 1;
    forEachLine(grid.size, axis, (first, stride) => {
      for (let n = 0; n <= last; n++) {
        const before = data[first + Math.max(0, n - 1) * stride]!;
        const after = data[first + Math.min(last, n + 1) * stride]!;
        squares[first + n * stride]! += ((after - before) / (2 * step[axis])) ** 2;
      }
    });
  }
  const type = filteredType(image);
  return { grid, data: storeAs(squares.map(Math.sqrt), type), pixelType: type };
}
