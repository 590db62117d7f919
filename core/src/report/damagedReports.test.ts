import {
  minimalPredictionFixture,
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
} from '../../../test/support/predictionFixture.js';
import { MutationPredictionError } from '../errors.js';
import { seededRandom } from '../phantom/random.js';
import { buildPredictionReport } from './mutationReport.js';
import type { ReportedLesion } from './reportedLesion.js';
import { isPredictionReport, readPredictionReport } from './readReport.js';

/*
 * Every content item and every attribute of a report, one at a time, is lost, repeated or changed: the
 * reader gives back exactly what was written or refuses, and never fails in another way.
 */

type Item = { [keyword: string]: unknown };

const VALUE_TYPES = ['CONTAINER', 'TEXT', 'CODE', 'NUM', 'UIDREF', 'IMAGE', 'SCOORD3D', ''];
const VALUES: readonly unknown[] = [null, undefined, '', 'x', '7', 7, -0.5, NaN, [], {}, [{}], [7]];

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null;

/** Every sequence below an item, itself included, with the item that holds it. */
function sequencesIn(item: Item): Item[][] {
  return Object.values(item).flatMap((value) =>
    Array.isArray(value) ? [value as Item[], ...value.filter(isItem).flatMap(sequencesIn)] : [],
  );
}

/** What the reader makes of a damaged report; `undefined` for a refusal. */
function readDamaged(root: Item): readonly ReportedLesion[] | undefined {
  try {
    isPredictionReport(root);
    return readPredictionReport(root).lesions;
  } catch (error) {
    expect(error).toBeInstanceOf(MutationPredictionError);
    expect(['unsupported-object', 'malformed-object']).toContain(
      (error as MutationPredictionError).code,
    );
    return undefined;
  }
}

const REPORTS: readonly (readonly [string, readonly ReportedLesion[]])[] = [
  ['two lesions', severalLesionsFixture().slice(0, 2)],
  ['only required fields', [reportedLesionFixture(minimalPredictionFixture())]],
];

describe.each(REPORTS)('of a report on %s', (_, lesions) => {
  let root: Item;
  let written: string | undefined;
  let tally: { refused: number; same: number };

  beforeEach(() => {
    root = structuredClone(buildPredictionReport(lesions, reportContextFixture())) as Item;
    written = JSON.stringify(readDamaged(root));
    tally = { refused: 0, same: 0 };
  });

  /** Damages the report, reads it and mends it again. */
  function expectNoHarm(what: string, damage: () => void, mend: () => void) {
    damage();
    const read = readDamaged(root);
    mend();
    tally[read ? 'same' : 'refused']++;
    if (read && JSON.stringify(read) !== written) {
      throw new Error(`${what}: it reads ${JSON.stringify(read)}`);
    }
  }

  test('nothing is lost undamaged', () => {
    expect(readDamaged(root)).toStrictEqual(lesions);
  });

  test('every item can be lost, repeated or moved', () => {
    for (const sequence of sequencesIn(root)) {
      const whole = [...sequence];
      const mend = () => sequence.splice(0, sequence.length, ...whole);
      whole.forEach((item, n) => {
        const what = JSON.stringify(item).slice(0, 300);
        expectNoHarm(`lost ${what}`, () => sequence.splice(n, 1), mend);
        expectNoHarm(`twice ${what}`, () => sequence.splice(n, 0, structuredClone(item)), mend);
        expectNoHarm(`last ${what}`, () => sequence.push(...sequence.splice(n, 1)), mend);
      });
    }
    expect(tally.refused).toBeGreaterThan(50);
    expect(tally.same).toBeGreaterThan(50);
  });

  test('every attribute can be lost or changed', () => {
    const random = seededRandom(1);
    const items = [root, ...sequencesIn(root).flatMap((sequence) => sequence.filter(isItem))];
    for (const item of items) {
      for (const [keyword, value] of Object.entries(item)) {
        const others = keyword === 'ValueType' ? VALUE_TYPES : VALUES;
        const other = others[Math.floor(random() * others.length)];
        const isLost = random() < 1 / 3;
        expectNoHarm(
          `${isLost ? 'no' : String(other)} for ${keyword} ${JSON.stringify(value)}`.slice(0, 300),
          () => (isLost ? delete item[keyword] : (item[keyword] = other)),
          () => (item[keyword] = value),
        );
      }
    }
  });
});
