import type { Vector3 } from '../imaging/vector.js';
import { linearTaps } from '../views/resize.js';

/**
 * Resizes a block trilinearly with half-pixel centres and clamped edges, as PyTorch's
 * `interpolate(mode='trilinear', align_corners=False)`.
 *
 * @param block columns run fastest, then rows, then depth; `size` in this order
 * @returns float32 in the same order
 */
export function resizeTrilinear(
  { data, size }: { readonly data: Float32Array; readonly size: Vector3 },
  target: Vector3,
): Float32Array {
  const [columns, rows, depth] = size;
  const alongDepth = resizeSlowest(data, depth, target[2]);
  const alongRows = new Float64Array(target[2] * target[1] * columns);
  for (let z = 0; z < target[2]; z++) {
    const slice = alongDepth.subarray(z * rows * columns, (z + 1) * rows * columns);
    alongRows.set(resizeSlowest(slice, rows, target[1]), z * target[1] * columns);
  }
  const taps = linearTaps(columns, target[0]);
  const resized = new Float32Array(target[0] * target[1] * target[2]);
  for (let line = 0, n = 0; line < target[1] * target[2]; line++) {
    const first = line * columns;
    for (let column = 0; column < target[0]; column++, n++) {
      const value = alongRows[first + taps.lower[column]!]!;
      const next = alongRows[first + taps.upper[column]!]!;
      resized[n] = value + taps.weight[column]! * (next - value);
    }
  }
  return resized;
}

/** Linear interpolation along the slowest of the axes. */
function resizeSlowest(
  data: Float32Array | Float64Array,
  length: number,
  target: number,
): Float64Array {
  const stride = data.length / length;
  const taps = linearTaps(length, target);
  const resized = new Float64Array(target * stride);
  for (let at = 0, n = 0; at < target; at++) {
    const lower = taps.lower[at]! * stride;
    const upper = taps.upper[at]! * stride;
    const weight = taps.weight[at]!;
    for (let i = 0; i < stride; i++, n++) {
      const value = data[lower + i]!;
      resized[n] = value + weight * (data[upper + i]! - value);
    }
  }
  return resized;
}
