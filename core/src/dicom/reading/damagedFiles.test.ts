/** Files with bytes changed at random are read or refused: nothing else is thrown, nothing hangs. */
import { readdirSync } from 'node:fs';
import { goldenBytes, goldenPath } from '../../../../test/support/dicomFiles.js';
import { MutationPredictionError } from '../../errors.js';
import { readCtSeries } from '../ct/ctSeries.js';

const MUTANTS = 60;

/** A linear congruential generator: the same damage in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function damaged(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const copy = bytes.slice(0, random(4) === 0 ? 132 + random(bytes.length - 132) : bytes.length);
  for (let n = random(12); n >= 0; n--) {
    copy[132 + random(copy.length - 132)] = [0, 1, 0x7f, 0xff, random(256)][random(5)]!;
  }
  return copy;
}

const folders = ['ct/enhanced', 'ct/coronal', 'ct/codec', 'syntax', 'fractional-rescale'];
const files = folders.flatMap((folder) =>
  readdirSync(goldenPath(folder))
    .filter((name) => name.endsWith('.dcm'))
    .map((name) => `${folder}/${name}`),
);

test.each(files)('%s', async (name) => {
  const whole = goldenBytes(name);
  const random = randomNumbers(whole.length);
  for (let n = 0; n < MUTANTS; n++) {
    const bytes = damaged(whole, random);
    const { series } = await readCtSeries([{ name, read: () => Promise.resolve(bytes) }]);
    for (const { grid, readRegion } of series) {
      const box = { lower: [0, 0, 0], upper: [1, 1, grid.size[2]] } as const;
      await readRegion(box).catch((error) => {
        if (!(error instanceof MutationPredictionError)) throw error;
      });
    }
  }
});
