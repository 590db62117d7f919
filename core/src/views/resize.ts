/**
 * Resizes a square image bilinearly with half-pixel centres and clamped edges, as PyTorch's
 * `interpolate(mode='bilinear', align_corners=False)`, into `target` from `offset` on.
 *
 * @param source [sourceSize, sourceSize]
 * @param target float32; receives [targetSize, targetSize]
 */
export function resizeBilinear(
  source: ArrayLike<number>,
  sourceSize: number,
  target: Float32Array,
  targetSize: number,
  offset: number,
): void {
  const taps = linearTaps(sourceSize, targetSize);
  const blended = new Float64Array(sourceSize);
  for (let row = 0, n = offset; row < targetSize; row++) {
    const upper = taps.lower[row]! * sourceSize;
    const lower = taps.upper[row]! * sourceSize;
    const weight = taps.weight[row]!;
    for (let column = 0; column < sourceSize; column++) {
      const value = source[upper + column]!;
      blended[column] = value + weight * (source[lower + column]! - value);
    }
    for (let column = 0; column < targetSize; column++, n++) {
      const value = blended[taps.lower[column]!]!;
      target[n] = value + taps.weight[column]! * (blended[taps.upper[column]!]! - value);
    }
  }
}

/** Position of a target pixel in source pixels, clamped to the outermost pixel centres. */
export function resizedToSource(pixel: number, sourceSize: number, targetSize: number): number {
  const position = ((pixel + 0.5) * sourceSize) / targetSize - 0.5;
  return Math.max(0, Math.min(sourceSize - 1, position));
}

/** For every target pixel the two source pixels beside it and the weight of the second. */
export function linearTaps(sourceSize: number, targetSize: number) {
  const lower = new Int32Array(targetSize);
  const upper = new Int32Array(targetSize);
  const weight = new Float64Array(targetSize);
  for (let pixel = 0; pixel < targetSize; pixel++) {
    const position = resizedToSource(pixel, sourceSize, targetSize);
    lower[pixel] = Math.floor(position);
    upper[pixel] = Math.min(sourceSize - 1, lower[pixel]! + 1);
    weight[pixel] = position - lower[pixel]!;
  }
  return { lower, upper, weight };
}
