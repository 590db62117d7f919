import { seededRandom } from '../phantom/random.js';
import { cropMask } from './crop.js';
import type { Grid, IndexBox } from './grid.js';
import { fillBox, fillRuns, maskRuns } from './maskRuns.js';
import type { Mask } from './volume.js';

const grid: Grid = {
  size: [7, 5, 4],
  origin: [10, -20, 30],
  axes: [
    [0.7, 0, 0],
    [0, 0.7, 0],
    [0, 0, 1.5],
  ],
};

const random = seededRandom(7);
const below = (limit: number) => Math.floor(random() * limit);

function randomMask(): Mask {
  const density = random();
  return { grid, data: Uint8Array.from({ length: 140 }, () => (random() < density ? 1 : 0)) };
}

function randomBox(): IndexBox {
  const lower = grid.size.map((size) => below(size)) as [number, number, number];
  const upper = lower.map((from, axis) => from + 1 + below(grid.size[axis]! - from));
  return { lower, upper: upper as [number, number, number] };
}

test('runs give back their mask, and any box of it', () => {
  for (let round = 0; round < 50; round++) {
    const mask = randomMask();
    const runs = maskRuns(mask);
    expect(fillRuns(grid, runs)).toEqual(mask);
    const box = randomBox();
    expect(fillBox({ grid, runs }, box)).toEqual(cropMask(mask, box));
  }
});
