import type { ParametricMap } from '../dicom/parametric-map/readParametricMap.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { shiftGrid } from '../imaging/gridGeometry.js';
import { activationVolume } from './activationVolume.js';
import { savedActivation } from './savedActivation.js';

const CT: Grid = {
  size: [20, 20, 10],
  origin: [-10, -20, 30],
  axes: [
    [0.5, 0, 0],
    [0, 0.5, 0],
    [0, 0, 2],
  ],
};

function saved(box: IndexBox, values: (n: number) => number, caution?: string): ParametricMap {
  const grid = shiftGrid(CT, box);
  const data = Float32Array.from({ length: grid.size[0] * grid.size[1] * grid.size[2] }, (_, n) =>
    values(n),
  );
  const parameters = ['method=cam', ...(caution ? [`caution=${caution}`] : [])];
  return {
    grid: CT,
    map: { grid, data },
    quantity: { value: '130402', scheme: 'DCM', meaning: 'Class activation' },
    algorithm: { name: 'model', version: '1', parameters },
  } as unknown as ParametricMap;
}

test('maps in boxes of their own become maps of one volume, each value where it was', () => {
  const egfr = saved({ lower: [2, 3, 1], upper: [6, 5, 3] }, (n) => n + 1);
  const kras = saved({ lower: [4, 4, 2], upper: [9, 8, 6] }, (n) => -n - 1, 'not confirmed');
  const { grid, maps } = savedActivation([
    { target: 'EGFR', map: egfr },
    { target: 'KRAS', map: kras },
  ]);
  expect(grid).toEqual(shiftGrid(CT, { lower: [2, 3, 1], upper: [9, 8, 6] }));
  expect(maps).toMatchObject({
    method: 'cam',
    targets: ['EGFR', 'KRAS'],
    unconfirmed: ['KRAS'],
    images: 1,
    size: [5, 5, 7],
  });
  const seen = {
    images: [
      {
        ...{ input: maps.input, kind: 'volume' as const, grids: [grid], unit: 'hu' as const },
        data: new Int16Array(175),
        mask: new Uint8Array(175),
      },
    ],
  };
  for (const [target, { map }] of [
    ['EGFR', egfr],
    ['KRAS', kras],
  ] as const) {
    const { data } = activationVolume(seen, maps, target, map.grid);
    data.forEach((value, n) => expect(value).toBeCloseTo(map.data[n]!, 4));
  }
});

test('maps of different voxels are no maps of one run', () => {
  const map = saved({ lower: [2, 3, 1], upper: [6, 5, 3] }, () => 1);
  const off = { ...map, map: { ...map.map, grid: { ...map.map.grid, origin: [0.2, 0, 30] } } };
  expect(() =>
    savedActivation([
      { target: 'EGFR', map },
      { target: 'KRAS', map: off as unknown as ParametricMap },
    ]),
  ).toThrow(RangeError);
  expect(() => savedActivation([])).toThrow(RangeError);
});
