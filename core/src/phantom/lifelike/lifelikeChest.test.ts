import type { Grid } from '../../imaging/grid.js';
import { seededRandom } from '../random.js';
import type { LifelikeChest } from './lifelikeChest.js';
import { lifelikeChest } from './lifelikeChest.js';
import { LOBES } from './organs/lungs.js';
import type { RenderedChest } from './renderChest.js';
import { renderChest } from './renderChest.js';
import { drawSubject } from './subject.js';
import type { Organ } from './tissues.js';
import { ORGANS } from './tissues.js';

const GRID: Grid = {
  size: [190, 130, 160],
  origin: [-189, -129, -159],
  axes: [
    [2, 0, 0],
    [0, 2, 0],
    [0, 0, 2],
  ],
};
const VOXEL_L = 8e-6;

function chestOf(seed: number, phase?: 'unenhanced' | 'arterial' | 'venous') {
  const chest = lifelikeChest(drawSubject(seededRandom(seed), undefined, phase), seed);
  return { chest, rendered: renderChest(chest, [], GRID) };
}

/** Median HU of the voxels that the label function calls by one of these names. */
function medianHu({ hu, organ }: RenderedChest, ...names: readonly Organ[]): number {
  const wanted = names.map((name) => ORGANS.indexOf(name));
  const values = hu.filter((_, v) => wanted.includes(organ[v]!)).sort();
  expect(values.length).toBeGreaterThan(20);
  return values[values.length >> 1]!;
}

describe.each([1, 2, 5])('the lifelike chest of seed %i', (seed) => {
  let chest: LifelikeChest;
  let rendered: RenderedChest;
  beforeAll(() => ({ chest, rendered } = chestOf(seed, 'venous')));

  // Ranges of radiology textbooks, not of the code.
  it.each<[Organ, number, number]>([
    ['air', -1024, -980],
    ['fat', -120, -80],
    ['muscle', 35, 70],
    ['liver', 85, 130],
    ['spleen', 95, 140],
    ['heart chamber', 120, 190],
    ['aorta', 120, 200],
    ['myocardium', 80, 125],
    ['marrow', 60, 250],
    ['bone', 300, 1200],
    ['airway lumen', -1001, -850],
    ['mediastinum', -110, -40],
  ])('has %s of %i to %i HU', (organ, low, high) => {
    const hu = medianHu(rendered, organ);
    expect(hu).toBeGreaterThan(low);
    expect(hu).toBeLessThan(high);
  });

  it('has five lobes, together 3 to 7 litres, of the shares that anatomists give', () => {
    const litres = LOBES.map((lobe) => {
      const index = ORGANS.indexOf(lobe);
      return rendered.organ.filter((organ) => organ === index).length * VOXEL_L;
    });
    const total = litres.reduce((sum, lobe) => sum + lobe, 0);
    expect(total).toBeGreaterThan(3);
    expect(total).toBeLessThan(7);
    // In vivo: 21, 10, 25, 23 and 21 % on average, with wide ranges.
    for (const lobe of litres) expect(lobe / total).toBeGreaterThan(0.05);
    for (const lobe of litres) expect(lobe / total).toBeLessThan(0.4);
  });

  it('has lungs that gravity makes denser at the back', () => {
    const isLung = new Set(LOBES.map((lobe) => ORGANS.indexOf(lobe)));
    const [columns, rows] = GRID.size;
    const third = (from: number, to: number) => {
      const values = rendered.hu
        .filter((_, v) => {
          const y = GRID.origin[1] + 2 * (Math.floor(v / columns) % rows);
          return y >= from && y < to && isLung.has(rendered.organ[v]!);
        })
        .sort();
      return values[values.length >> 1]!;
    };
    const front = third(-70, -30);
    const back = third(40, 80);
    expect(back - front).toBeGreaterThan(20);
    expect(back - front).toBeLessThan(70);
    expect(front).toBeLessThan(-840);
  });

  it('finds its lobes where they are painted', () => {
    const [sx, sy, sz] = chest.subject.scale;
    const [columns, rows] = GRID.size;
    const isLung = new Set(LOBES.map((lobe) => ORGANS.indexOf(lobe)));
    let agreed = 0;
    let deep = 0;
    for (let v = 0; v < rendered.organ.length; v += 97) {
      const x = (GRID.origin[0] + 2 * (v % columns)) / sx;
      const y = (GRID.origin[1] + 2 * (Math.floor(v / columns) % rows)) / sy;
      const z = (GRID.origin[2] + 2 * Math.floor(v / (columns * rows))) / sz;
      if (chest.map.depthAt(x, y, z) < 12 || !isLung.has(rendered.organ[v]!)) continue;
      deep++;
      if (chest.map.lobeAt(x, y, z) === ORGANS[rendered.organ[v]!]) agreed++;
    }
    expect(deep).toBeGreaterThan(200);
    expect(agreed / deep).toBeGreaterThan(0.99);
  });
});

test('airways hang together from the trachea into every lobe', () => {
  // As fine as a CT: bronchi narrower than a voxel have gaps.
  const fine: Grid = {
    size: [170, 130, 190],
    origin: [-85, -55, -95],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  const { chest } = chestOf(3);
  const { organ } = renderChest(chest, [], fine);
  const lumen = ORGANS.indexOf('airway lumen');
  const largest = largestPart(organ, fine, lumen);
  const all = organ.filter((one) => one === lumen).length;
  expect(largest.size / all).toBeGreaterThan(0.9);
  const [columns, rows] = fine.size;
  const lobes = new Set<string | undefined>();
  for (const v of largest) {
    const x = (fine.origin[0] + (v % columns)) / chest.subject.scale[0];
    const y = (fine.origin[1] + (Math.floor(v / columns) % rows)) / chest.subject.scale[1];
    const z = (fine.origin[2] + Math.floor(v / (columns * rows))) / chest.subject.scale[2];
    lobes.add(chest.map.lobeAt(x, y, z));
  }
  expect([...lobes]).toEqual(expect.arrayContaining([...LOBES]));
});

/** Voxels of the largest part of one organ that hang together by faces, edges or corners. */
function largestPart(organ: Uint8Array, { size: [columns, rows] }: Grid, wanted: number) {
  const seen = new Set<number>();
  let largest = new Set<number>();
  const neighbours: number[] = [];
  for (const dz of [-1, 0, 1]) {
    for (const dy of [-1, 0, 1]) {
      for (const dx of [-1, 0, 1]) neighbours.push((dz * rows + dy) * columns + dx);
    }
  }
  for (let start = 0; start < organ.length; start++) {
    if (organ[start] !== wanted || seen.has(start)) continue;
    const part = new Set([start]);
    seen.add(start);
    for (const v of part) {
      for (const step of neighbours) {
        const next = v + step;
        if (organ[next] !== wanted || seen.has(next)) continue;
        seen.add(next);
        part.add(next);
      }
    }
    if (part.size > largest.size) largest = part;
  }
  return largest;
}

test('contrast agent is where its phase puts it', () => {
  const plain = chestOf(4, 'unenhanced').rendered;
  const arterial = chestOf(4, 'arterial').rendered;
  expect(medianHu(plain, 'aorta')).toBeGreaterThan(30);
  expect(medianHu(plain, 'aorta')).toBeLessThan(55);
  expect(medianHu(arterial, 'aorta')).toBeGreaterThan(200);
  expect(medianHu(arterial, 'aorta')).toBeLessThan(360);
  expect(medianHu(arterial, 'liver')).toBeLessThan(90);
});

test('no two seeds are the same person', () => {
  const subjects = Array.from({ length: 40 }, (_, seed) => drawSubject(seededRandom(seed)));
  const distinct = (of: (subject: (typeof subjects)[number]) => unknown) =>
    new Set(subjects.map(of)).size;
  expect(distinct(({ sex }) => sex)).toBe(2);
  expect(distinct(({ phase }) => phase.name)).toBe(3);
  expect(distinct(({ scale }) => scale.join())).toBe(40);
  expect(distinct(({ fissures }) => fissures.horizontalZ)).toBe(40);
  const women = subjects.filter(({ sex }) => sex === 'F');
  const men = subjects.filter(({ sex }) => sex === 'M');
  const meanWidth = (group: typeof subjects) =>
    group.reduce((sum, { scale }) => sum + scale[0], 0) / group.length;
  expect(meanWidth(women)).toBeLessThan(meanWidth(men));
  for (const { breastMm } of men) expect(breastMm).toBe(0);
});
