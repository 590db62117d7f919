import type { Grid, Mask, Volume } from '@mutation-prediction/core';

/** Ellipsoid of voxels: Σ weights · (index − centre)² ≤ limit, in integers. */
export interface Ellipsoid {
  readonly centre: readonly [number, number, number];
  readonly weights: readonly [number, number, number];
  readonly limit: number;
}

/** The CT of test/golden/views/make_golden.py: sharp blocks and noise, from integer hashes. */
export function hashedCt(grid: Grid, fractional: boolean): Volume {
  const [ni, nj, nk] = grid.size;
  const data = fractional ? new Float32Array(ni * nj * nk) : new Int16Array(ni * nj * nk);
  forEachVoxel(grid, (n, i, j, k) => {
    const block = (hash32(Math.trunc(i / 5), Math.trunc(j / 6), Math.trunc(k / 3)) % 1600) - 1000;
    const noise = hash32(i, j, k) % 32;
    data[n] = block + (fractional ? noise / 8 : noise);
  });
  return { grid, data };
}

export function ellipsoidMask(grid: Grid, { centre, weights, limit }: Ellipsoid): Mask {
  const data = new Uint8Array(grid.size[0] * grid.size[1] * grid.size[2]);
  forEachVoxel(grid, (n, i, j, k) => {
    const distance =
      weights[0] * (i - centre[0]) ** 2 +
      weights[1] * (j - centre[1]) ** 2 +
      weights[2] * (k - centre[2]) ** 2;
    if (distance <= limit) data[n] = 1;
  });
  return { grid, data };
}

/** Mixes three indices into 32 bits (the finaliser of MurmurHash3). */
export function hash32(i: number, j: number, k: number): number {
  let h = (Math.imul(i, 0x9e3779b1) + Math.imul(j, 0x85ebca77) + Math.imul(k, 0xc2b2ae3d)) >>> 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function forEachVoxel(
  { size: [ni, nj, nk] }: Grid,
  visit: (n: number, i: number, j: number, k: number) => void,
): void {
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) visit(n, i, j, k);
    }
  }
}
