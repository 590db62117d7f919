import type { Arena } from '../jobs/arena.js';

/** Whole numbers, of either kind. */
export type Sums = Int32Array | Float64Array;

/**
 * Sums of the values from −reach to +reach along an axis.
 *
 * @param step in `values` per voxel along the axis
 * @returns sums, meaningless within `reach` voxels of either end; `values` itself where nothing is reached
 */
export function sumAlong(values: Sums, step: number, reach: number, arena: Arena): Sums {
  if (reach === 0) return values;
  const { length } = values;
  const sums = values instanceof Int32Array ? arena.int32(length) : arena.float64(length);
  if (reach === 1) sumThree(values, step, sums);
  else sumMany(values, step, reach, sums);
  return sums;
}

/** For the reach that nearly all neighbourhoods have. */
function sumThree(values: Sums, step: number, sums: Sums): void {
  const end = values.length - step;
  for (let n = step; n < end; n++) sums[n] = values[n - step]! + values[n]! + values[n + step]!;
}

function sumMany(values: Sums, step: number, reach: number, sums: Sums): void {
  const end = values.length - reach * step;
  for (let n = reach * step; n < end; n++) {
    let sum = 0;
    for (let at = n - reach * step; at <= n + reach * step; at += step) sum += values[at]!;
    sums[n] = sum;
  }
}
