import type { Vector3 } from '../../imaging/vector.js';

/**
 * Visits the lines of an image along an axis.
 *
 * @param visit called with the index of a line's first voxel and the step to the next
 */
export function forEachLine(
  size: Vector3,
  axis: 0 | 1 | 2,
  visit: (first: number, step: number) => void,
): void {
  const strides: Vector3 = [1, size[0], size[0] * size[1]];
  const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
  for (let b = 0; b < size[v]; b++) {
    for (let a = 0; a < size[u]; a++) visit(a * strides[u] + b * strides[v], strides[axis]);
  }
}
