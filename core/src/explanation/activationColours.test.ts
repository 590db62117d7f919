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

/**
 * How readers without one kind of cone see linear RGB: Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113,
 * severity 1.0.
 */
const COLOUR_VISIONS = {
  trichromat: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanope: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;
type Vision = keyof typeof COLOUR_VISIONS;

/** CIE XYZ of linear sRGB, D65 (IEC 61966-2-1). */
const XYZ = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
] as const;
const WHITE = [0.95047, 1, 1.08883] as const;

type Matrix = readonly (readonly [number, number, number])[];
const times = (matrix: Matrix, [a, b, c]: readonly number[]) =>
  matrix.map((row) => row[0] * a! + row[1] * b! + row[2] * c!);

const linear = (byte: number) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

/** CIE 1976 L*a*b* of sRGB bytes, as such a reader sees them. */
function labOf(rgb: readonly number[], vision: Vision): [number, number, number] {
  const seen = times(COLOUR_VISIONS[vision], rgb.map(linear));
  const xyz = times(
    XYZ,
    seen.map((value) => Math.min(1, Math.max(0, value))),
  );
  const [x, y, z] = xyz.map((value, n) => {
    const share = value / WHITE[n]!;
    return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
  });
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

const difference = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((value, n) => value - b[n]!));

/** Quarters of the strongest activation over a grey of the CT, as such a reader sees them. */
function steps(sign: 1 | -1, grey: number, vision: Vision) {
  const quarters = Float32Array.of(0, 0.25, 0.5, 0.75, 1).map((share) => share * sign);
  return pixels(activationRgba(quarters, 1, 0)).map(([r, g, b, alpha]) => {
    const opacity = alpha! / 255;
    return labOf(
      [r!, g!, b!].map((value) => opacity * value + (1 - opacity) * grey),
      vision,
    );
  });
}

/** As little as a reader can tell apart side by side: CIE 1976, Mahy et al. 1994. */
const JUST_NOTICEABLE = 2.3;

describe.each(Object.keys(COLOUR_VISIONS) as Vision[])('as a %s sees them', (vision) => {
  it.each([0, 32, 64, 128, 192, 255])(
    'what speaks for and what against differ, over grey %d',
    (grey) => {
      const [speaksFor, against] = [steps(1, grey, vision), steps(-1, grey, vision)];
      for (let quarter = 1; quarter <= 4; quarter++) {
        expect(difference(speaksFor[quarter]!, against[quarter]!)).toBeGreaterThan(
          20 * JUST_NOTICEABLE,
        );
        for (const drawn of [speaksFor[quarter]!, against[quarter]!]) {
          expect(difference(drawn, labOf([grey, grey, grey], vision))).toBeGreaterThan(
            8 * JUST_NOTICEABLE,
          );
        }
      }
    },
  );

  it.each([
    ['air', 0, 1],
    ['bone', 255, -1],
  ])('the stronger, the further from the grey of %s, step by step', (_, grey, direction) => {
    for (const sign of [1, -1] as const) {
      const seen = steps(sign, grey, vision);
      for (let quarter = 1; quarter <= 4; quarter++) {
        const [last, next] = [seen[quarter - 1]!, seen[quarter]!];
        expect(direction * (next[0] - last[0])).toBeGreaterThan(JUST_NOTICEABLE);
        expect(difference(next, last)).toBeGreaterThan(2 * JUST_NOTICEABLE);
      }
    }
  });
});
