import type { FloatTensor } from './session.js';

/** Neighbours that are alike, which pooling does not average away. */
const BLOCK = 16;

/**
 * Numbers from 0 to 1 by their place, which every language can make: inputs of which a package states what comes of
 * them (mutation_training/export/golden.py).
 */
export function hashedTensor(dims: readonly number[], index: number): FloatTensor {
  const length = dims.reduce((product, n) => product * n, 1);
  const data = new Float32Array(length);
  for (let n = 0; n < length; n++) data[n] = hash32(Math.floor(n / BLOCK), index) / 2 ** 32;
  return { data, dims };
}

/** The finaliser of MurmurHash3. */
function hash32(place: number, index: number): number {
  let h = (Math.imul(place, 0x9e3779b1) + Math.imul(index, 0x85ebca77)) >>> 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
