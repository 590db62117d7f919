import { measureLesion } from '../../imaging/measureLesion.js';
import { seededRandom } from '../random.js';
import { cohortCase } from './cohortCase.js';
import { drawLabels, ENDPOINTS, PLANTED_SIGNALS } from './plantedSignal.js';
import { drawPatient, drawTraits, TRAIT_NAMES } from './traits.js';

test('a case is the same whenever it is made', () => {
  const first = cohortCase(1, 3);
  const { ct, mask, ...rest } = cohortCase(1, 3);
  const { ct: firstCt, mask: firstMask, ...firstRest } = first;
  expect(rest).toEqual(firstRest);
  expect(ct.grid).toEqual(firstCt.grid);
  // As bytes: element by element takes seconds.
  expect(Buffer.compare(Buffer.from(ct.data.buffer), Buffer.from(firstCt.data.buffer))).toBe(0);
  expect(Buffer.compare(mask.data, firstMask.data)).toBe(0);
});

const diameters = new Set<number>();

test.each([
  [1, 3],
  [1, 4],
  [2, 3],
])(
  'seed %i, case %i: a whole lesion of the size asked for in the middle of the crop',
  (seed, index) => {
    const { ct, mask, traits } = cohortCase(seed, index);
    diameters.add(traits.diameterMm);
    const { centroidLps, volumeMm3, partCount } = measureLesion(mask);
    const ball = (Math.PI / 6) * traits.diameterMm ** 3;
    expect(volumeMm3 / ball).toBeGreaterThan(0.8);
    expect(volumeMm3 / ball).toBeLessThan(1.2);
    expect(partCount).toBe(1);
    const { origin, size, axes } = ct.grid;
    centroidLps.forEach((mm, axis) => {
      const middle = origin[axis]! + (axes[axis]![axis]! * (size[axis]! - 1)) / 2;
      expect(Math.abs(mm - middle)).toBeLessThan(6);
    });
  },
);

test('every seed and every index has its own lesion', () => expect(diameters.size).toBe(3));

describe('the planted signal', () => {
  const random = seededRandom(5);
  const drawn = Array.from({ length: 4000 }, () => {
    const patient = drawPatient(random);
    const { ranks } = drawTraits(random);
    return { patient, ranks, labels: drawLabels(ranks, patient, random) };
  });

  /** Area under the ROC curve, by the rank sum of the positives (Mann-Whitney). */
  function auc(scores: readonly number[], labels: readonly (0 | 1 | undefined)[]): number {
    const ranked = scores
      .map((score, i) => ({ score, label: labels[i] }))
      .filter(({ label }) => label !== undefined)
      .sort((a, b) => a.score - b.score);
    // Equal scores share the mean of their ranks.
    const rank = ranked.map(({ score }, i) => {
      let first = i;
      let last = i;
      while (ranked[first - 1]?.score === score) first--;
      while (ranked[last + 1]?.score === score) last++;
      return (first + last) / 2 + 1;
    });
    const positive = ranked.filter(({ label }) => label === 1).length;
    const rankSum = ranked.reduce((sum, { label }, i) => sum + (label === 1 ? rank[i]! : 0), 0);
    return (rankSum - (positive * (positive + 1)) / 2) / (positive * (ranked.length - positive));
  }

  it.each(ENDPOINTS)('%s follows its trait and no other', (endpoint) => {
    const labels = drawn.map((one) => one.labels[endpoint]);
    for (const trait of TRAIT_NAMES) {
      const area = auc(
        drawn.map(({ ranks }) => ranks[trait]),
        labels,
      );
      if (trait === PLANTED_SIGNALS[endpoint].trait) expect(area).toBeGreaterThan(0.95);
      else expect(Math.abs(area - 0.5)).toBeLessThan(0.05);
    }
    const unknown = labels.filter((label) => label === undefined).length / labels.length;
    expect(unknown).toBeCloseTo(0.1, 1);
  });

  it('has little in sex and smoking, most for EGFR', () => {
    const score = drawn.map(
      ({ patient: { sex, smoking } }) => (sex === 'F' ? 1.6 : -1.6) + (smoking === 'never' ? 3 : 0),
    );
    const area = auc(
      score,
      drawn.map(({ labels }) => labels.EGFR),
    );
    expect(area).toBeGreaterThan(0.55);
    expect(area).toBeLessThan(0.7);
  });
});
