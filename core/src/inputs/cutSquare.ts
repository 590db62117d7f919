import type { IndexBox } from '../imaging/grid.js';
import type { Vector3 } from '../imaging/vector.js';
import type { Volume } from '../imaging/volume.js';
import type { PatientOrder } from './patientOrder.js';
import { patientStrides } from './patientOrder.js';

/**
 * A square of a slice's own pixels, row by row.
 *
 * @param within columns, rows and slices that count as image; others are `outside`
 * @param first column, row and slice of the first pixel; may lie outside
 */
export function cutSquare(
  { grid, data }: Volume,
  order: PatientOrder,
  { lower, upper }: IndexBox,
  first: Vector3,
  size: number,
  outside: number,
): Float32Array {
  const square = new Float32Array(size * size).fill(outside);
  const [firstColumn, firstRow, slice] = first;
  if (slice < lower[2] || slice >= upper[2]) return square;

  const { first: origin, steps } = patientStrides(grid, order);
  const left = Math.max(lower[0], firstColumn);
  const right = Math.min(upper[0], firstColumn + size);
  const bottom = Math.min(upper[1], firstRow + size);
  for (let row = Math.max(lower[1], firstRow); row < bottom; row++) {
    const from = origin + row * steps[1] + slice * steps[2];
    const to = (row - firstRow) * size - firstColumn;
    for (let column = left; column < right; column++) {
      square[to + column] = data[from + column * steps[0]]!;
    }
  }
  return square;
}
