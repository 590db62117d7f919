/** How a network wants its HU. */
export interface Intensities {
  readonly clipHu: readonly [number, number];
  readonly normalisation: { readonly mean: number; readonly sd: number };
}

/** HU clipped, then (HU − mean) / sd, as float32. */
export function normalise(
  hu: ArrayLike<number>,
  { clipHu: [low, high], normalisation: { mean, sd } }: Intensities,
): Float32Array {
  const scaled = new Float32Array(hu.length);
  for (let n = 0; n < hu.length; n++) {
    const value = hu[n]!;
    scaled[n] = ((value < low ? low : value > high ? high : value) - mean) / sd;
  }
  return scaled;
}
