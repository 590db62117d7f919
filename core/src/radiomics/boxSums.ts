import type { Vector3 } from '../imaging/vector.js';

/** Whole numbers, of either kind. */
export type Sums = Int32Array | Float64Array;

/**
 * Sums over the box of ±`reach` around each voxel, axis by axis: three additions of three values for
 * the 27 of a neighbourhood.
 *
 * @param values with a border of zeros at least as wide as the reach
 * @param strides step in `values` per voxel along i, j, k
 * @param reach voxels to either side along i, j, k
 * @returns sums, meaningless in the border; `values` itself where nothing reaches anywhere
 */
export function boxSums(values: Sums, strides: Vector3, reach: Vector3): Sums {
  const kind = values instanceof Int32Array ? Int32Array : Float64Array;
  let sums = values;
  let spare: Sums | undefined;
  for (let axis = 0; axis < 3; axis++) {
    if (reach[axis] === 0) continue;
    const result: Sums = spare ?? new kind(values.length);
    if (reach[axis] === 1) sumThree(sums, strides[axis]!, result);
    else sumAlong(sums, strides[axis]!, reach[axis]!, result);
    spare = sums === values ? undefined : sums;
    sums = result;
  }
  return sums;
}

/** {@link sumAlong} for the reach that nearly all neighbourhoods have. */
function sumThree(values: Sums, step: number, sums: Sums): void {
  const end = values.length - step;
  for (let n = step; n < end; n++) sums[n] = values[n - step]! + values[n]! + values[n + step]!;
}

function sumAlong(values: Sums, step: number, reach: number, sums: Sums): void {
  const end = values.length - reach * step;
  for (let n = reach * step; n < end; n++) {
    let sum = 0;
    for (let at = n - reach * step; at <= n + reach * step; at += step) sum += values[at]!;
    sums[n] = sum;
  }
}
