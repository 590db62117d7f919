import { normalNumbers } from '../../random.js';

/** Edge of a texture's cube, in steps; a power of two, so that it repeats by a mask of bits. */
const EDGE = 64;
const WRAP = EDGE - 1;

/** A random field in space, mean 0 and standard deviation 1, that repeats every 64 steps. */
export interface Texture {
  readonly values: Float32Array;
  readonly stepsPerMm: number;
}

/**
 * White numbers smoothed `passes` times by [1 2 1] / 4 along every axis: grains of about √(2 · passes) steps.
 */
export function grainTexture(stepMm: number, passes: number, random: () => number): Texture {
  const values = normalNumbers(EDGE ** 3, random);
  for (let pass = 0; pass < passes; pass++) {
    for (const stride of [1, EDGE, EDGE * EDGE]) smoothAlong(values, stride);
  }
  let sum = 0;
  for (const value of values) sum += value * value;
  const perDeviation = 1 / Math.sqrt(sum / values.length);
  for (let n = 0; n < values.length; n++) values[n]! *= perDeviation;
  return { values, stepsPerMm: 1 / stepMm };
}

function smoothAlong(values: Float32Array, stride: number): void {
  const line = new Float32Array(EDGE);
  for (let start = 0; start < values.length; start++) {
    if (Math.floor(start / stride) % EDGE !== 0) continue;
    for (let n = 0; n < EDGE; n++) line[n] = values[start + n * stride]!;
    for (let n = 0; n < EDGE; n++) {
      const around = line[(n - 1) & WRAP]! + line[(n + 1) & WRAP]!;
      values[start + n * stride] = (2 * line[n]! + around) / 4;
    }
  }
}

/** Where a row of a plane begins in a texture's values; `textureColumn` counts on from there. */
export function textureRow({ stepsPerMm }: Texture, y: number, z: number): number {
  const row = Math.floor(y * stepsPerMm) & WRAP;
  const slice = Math.floor(z * stepsPerMm) & WRAP;
  return (slice * EDGE + row) * EDGE;
}

export function textureColumn({ stepsPerMm }: Texture, x: number): number {
  return Math.floor(x * stepsPerMm) & WRAP;
}
