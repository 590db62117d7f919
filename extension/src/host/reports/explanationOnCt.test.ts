import type { ParametricMap, Volume } from '@mutation-prediction/core';
import { shiftGrid } from '@mutation-prediction/core';
import { explanationOnCt } from './explanationOnCt.js';

/** Slices run to the feet, as many CTs are stored; maps run to the head. */
const ctGrid: Volume['grid'] = {
  size: [8, 8, 6],
  origin: [0, 0, 50],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, -10],
  ],
};
const mapGrid: Volume['grid'] = {
  ...ctGrid,
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 10],
  ],
};
const voxels = Int16Array.from({ length: 384 }, (_, n) => n);

test('each voxel of the map has the CT’s under it, whichever way its slices run', async () => {
  const grid = shiftGrid(mapGrid, { lower: [2, 3, 1], upper: [5, 5, 3] });
  const map = {
    grid: mapGrid,
    map: { grid, data: Float32Array.from({ length: 12 }, (_, n) => n + 1) },
  } as unknown as ParametricMap;
  const mask = { grid: ctGrid, data: new Uint8Array(384) };
  // Column 3, row 4, the second slice from the feet: the fifth of the CT's.
  mask.data[(4 * 8 + 4) * 8 + 3] = 1;
  const { seen, activationMaps } = await explanationOnCt(
    [{ target: 'EGFR', map }],
    {
      grid: ctGrid,
      readRegion: (box) => {
        const region = shiftGrid(ctGrid, box);
        const data = new Int16Array(region.size[0] * region.size[1] * region.size[2]);
        let n = 0;
        for (let k = box.lower[2]; k < box.upper[2]; k++) {
          for (let j = box.lower[1]; j < box.upper[1]; j++) {
            for (let i = box.lower[0]; i < box.upper[0]; i++)
              data[n++] = voxels[(k * 8 + j) * 8 + i]!;
          }
        }
        return Promise.resolve({ grid: region, data });
      },
    },
    mask,
  );
  const [image] = seen.images!;
  expect(image!.grids).toEqual([grid]);
  expect(activationMaps[0]!.size).toEqual([2, 2, 3]);
  const at = (i: number, j: number, k: number) => voxels[((5 - k) * 8 + j) * 8 + i];
  expect([...image!.data]).toEqual([
    ...[at(2, 3, 1), at(3, 3, 1), at(4, 3, 1), at(2, 4, 1), at(3, 4, 1), at(4, 4, 1)],
    ...[at(2, 3, 2), at(3, 3, 2), at(4, 3, 2), at(2, 4, 2), at(3, 4, 2), at(4, 4, 2)],
  ]);
  expect([...image!.mask].map((value, n) => [value, n]).filter(([value]) => value === 1)).toEqual([
    [1, 4],
  ]);
});
