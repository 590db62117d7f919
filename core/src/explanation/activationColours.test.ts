import { ACTIVATION_COLOURS, activationRgba } from './activationColours.js';

const pixels = (rgba: Uint8ClampedArray) =>
  Array.from({ length: rgba.length / 4 }, (_, n) => [...rgba.subarray(n * 4, n * 4 + 4)]);

it('colours by sign, is opaque at the strongest and clear below the threshold', () => {
  const values = Float32Array.of(4, -2, 1, -0.9, 0, 8);
  expect(pixels(activationRgba(values, 4, 0.25))).toEqual([
    [...ACTIVATION_COLOURS.for, 255],
    [...ACTIVATION_COLOURS.against, 180],
    [...ACTIVATION_COLOURS.for, 128],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [...ACTIVATION_COLOURS.for, 255],
  ]);
});

it('is clear where there is no activation at all', () => {
  expect([...activationRgba(Float32Array.of(0, 0), 0, 0)].every((byte) => byte === 0)).toBe(true);
});
