/**
 * How activation is shown over an image, everywhere: vermilion speaks for the target, blue against it (Okabe & Ito
 * 2008, told apart with any colour vision), and the stronger the less transparent.
 */
export const ACTIVATION_COLOURS = { for: [213, 94, 0], against: [0, 114, 178] } as const;

/**
 * How opaque a share of the strongest activation is, 0 to 1: its root, so that a quarter is still plain to see where
 * several views are fused and few points come near the strongest cell of one.
 */
export function activationAlpha(share: number): number {
  return Math.sqrt(Math.min(1, share));
}

/**
 * @param values in any unit
 * @param strongest magnitude at which the colour is opaque, in the same; more counts as this
 * @param threshold share of `strongest`, 0 to 1, below which nothing is drawn
 * @returns RGBA bytes [values, 4]
 */
export function activationRgba(
  values: Float32Array,
  strongest: number,
  threshold: number,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(values.length * 4);
  if (strongest <= 0) return rgba;
  for (let n = 0; n < values.length; n++) {
    const share = Math.abs(values[n]!) / strongest;
    if (share < threshold || share === 0) continue;
    rgba.set(values[n]! > 0 ? ACTIVATION_COLOURS.for : ACTIVATION_COLOURS.against, n * 4);
    rgba[n * 4 + 3] = 255 * activationAlpha(share);
  }
  return rgba;
}
