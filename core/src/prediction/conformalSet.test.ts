/** Held equal to crepes (test/golden/claims/make_claims.py). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { conformalSet, indeterminateRange, statusOfSet } from './conformalSet.js';

interface Golden {
  readonly cases: readonly {
    readonly level: number;
    readonly mutant: number[];
    readonly wildType: number[];
    readonly tested: readonly number[];
    readonly pValues: readonly (readonly [mutant: number, wildType: number])[];
    readonly sets: readonly (readonly [mutant: boolean, wildType: boolean])[];
  }[];
}

const file = path.join(process.cwd(), 'test/golden/claims/sets.json');
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

describe.each(golden.cases)('at $level', ({ level, mutant, wildType, tested, pValues, sets }) => {
  const calibration = {
    level,
    mutant: { probabilities: mutant, coverage: 0.9 },
    wildType: { probabilities: wildType, coverage: 0.8 },
  };
  const found = tested.map((probability) => conformalSet(probability, calibration));

  test('p-values and sets are those of crepes', () => {
    expect(found).toHaveLength(52);
    found.forEach(({ p, classes }, n) => {
      expect(p.mutant).toBeCloseTo(pValues[n]![0], 12);
      expect(p.wildType).toBeCloseTo(pValues[n]![1], 12);
      const [hasMutant, hasWildType] = sets[n]!;
      expect(classes.includes('mutant')).toBe(hasMutant);
      expect(classes.includes('wild-type')).toBe(hasWildType);
    });
  });

  test('the status is indeterminate exactly where the set is not one class, and the range says where', () => {
    const [from, to] = indeterminateRange(calibration);
    found.forEach(({ classes }, n) => {
      const status = statusOfSet({ classes });
      expect(status === 'indeterminate').toBe(classes.length !== 1);
      if (tested[n]! < from) expect(status).toBe('wild-type');
      if (tested[n]! > to) expect(status).toBe('mutant');
      if (tested[n]! > from && tested[n]! < to) expect(status).toBe('indeterminate');
    });
  });

  test('says what it rests on', () => {
    expect(found[0]).toMatchObject({
      level,
      cases: { mutant: mutant.length, wildType: wildType.length },
      coverage: { mutant: 0.9, wildType: 0.8 },
    });
  });
});
