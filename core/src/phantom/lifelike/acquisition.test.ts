import { readFileSync } from 'node:fs';
import { axialGrid } from '../axialGrid.js';
import { seededRandom } from '../random.js';
import type { Kernel } from './acquisition.js';
import { acquire, KERNELS } from './acquisition.js';

interface Golden {
  readonly spacingMm: number;
  readonly lags: readonly number[];
  readonly correlation: Readonly<Record<Kernel, readonly number[]>>;
}

/** By numpy: test/golden/phantom/make_noise_correlation.py. */
const golden = JSON.parse(
  readFileSync(
    new URL('../../../../test/golden/phantom/noiseCorrelation.json', import.meta.url),
    'utf8',
  ),
) as Golden;

const EDGE = 192;
const SLICES = 16;
/** A field that absorbs as a slice through the heart does. */
const FIELD_HU = -600;

function noiseOf(kernel: Kernel, noiseHu = 20): Float64Array {
  const { spacingMm } = golden;
  const grid = axialGrid([EDGE, EDGE, SLICES], [spacingMm, spacingMm, 2.5]);
  const field = new Float32Array(EDGE * EDGE * SLICES).fill(FIELD_HU);
  const stored = acquire(field, grid, { kernel, noiseHu }, seededRandom(9));
  return Float64Array.from(stored, (hu) => hu - FIELD_HU);
}

/** Mean product of pixels `lag` columns and `slices` slices apart in the middle of the field. */
function covariance(noise: Float64Array, lag: number, slices = 0): number {
  let [sum, count] = [0, 0];
  for (let k = 0; k + slices < SLICES; k++) {
    for (let j = EDGE / 4; j < (3 * EDGE) / 4; j++) {
      for (let i = EDGE / 4; i < (3 * EDGE) / 4; i++, count++) {
        const there = ((k + slices) * EDGE + j) * EDGE + i + lag;
        sum += noise[(k * EDGE + j) * EDGE + i]! * noise[there]!;
      }
    }
  }
  return sum / count;
}

describe.each(KERNELS)('noise of the %s kernel', (kernel) => {
  const noise = noiseOf(kernel);

  it('correlates between pixels as its spectrum says', () => {
    golden.lags.forEach((lag, n) => {
      const found = covariance(noise, lag) / covariance(noise, 0);
      expect(Math.abs(found - golden.correlation[kernel][n]!)).toBeLessThan(0.04);
    });
  });

  it('has the standard deviation that was asked for, somewhat more in the middle', () => {
    expect(Math.sqrt(covariance(noise, 0)) / 20).toBeGreaterThan(1);
    expect(Math.sqrt(covariance(noise, 0)) / 20).toBeLessThan(1.2);
  });

  it('is another in every slice', () => {
    const found = covariance(noise, 0, 1) / covariance(noise, 0);
    expect(Math.abs(found)).toBeLessThan(0.2);
  });
});

describe('an edge', () => {
  /** A step from −900 to 0 HU between two columns, without noise. */
  function edge(kernel: Kernel): Int16Array {
    const grid = axialGrid([16, 4, 1], [0.7, 0.7, 2.5]);
    const step = Float32Array.from({ length: 64 }, (_, p) => (p % 16 < 8 ? -900 : 0));
    return acquire(step, grid, { kernel, noiseHu: 0, offsetHu: 3 }, seededRandom(1)).slice(0, 16);
  }

  it('is blurred by the soft kernel and enhanced by the sharp one, far from it nothing changes', () => {
    const [soft, sharp] = [edge('soft'), edge('sharp')];
    expect(soft[7]!).toBeGreaterThan(-800);
    expect(sharp[7]!).toBeLessThan(-920);
    for (const row of [soft, sharp]) expect([row[2], row[13]]).toEqual([-897, 3]);
  });
});
