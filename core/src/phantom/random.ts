// Taken out of Math once: looked up anew per number they cost more than the arithmetic.
const { cos, imul, log, PI, sin, sqrt } = Math;

/**
 * Uniform numbers in [0, 1) from a seed (mulberry32): the same phantom on every machine.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers by the Box-Muller transform. */
export function normalNumbers(count: number, random: () => number): Float32Array {
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const radius = sqrt(-2 * log(1 - random()));
    numbers[i] = radius * cos(2 * PI * random());
  }
  return numbers;
}

/** A direction drawn evenly from the sphere. */
export function randomDirection(random: () => number): [number, number, number] {
  const z = 2 * random() - 1;
  const angle = 2 * PI * random();
  const radius = sqrt(1 - z * z);
  return [radius * cos(angle), radius * sin(angle), z];
}
