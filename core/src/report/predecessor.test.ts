import {
  predictionFixture,
  reportContextFixture,
  reportedLesionFixture,
} from '../../../test/support/predictionFixture.js';
import { buildPredictionReport } from './mutationReport.js';
import { predecessorOf, replacementOf } from './predecessor.js';
import type { PredictionReport } from './readReport.js';
import type { ReportedLesion } from './reportedLesion.js';
import { readPredictionReport } from './readReport.js';

const now = new Date(2026, 1, 10, 12);
const prediction = predictionFixture();

function stored(
  day: number,
  change: Partial<PredictionReport> = {},
  predecessors: readonly PredictionReport[] = [],
): PredictionReport {
  const context = { ...reportContextFixture(), predecessors, now: new Date(2026, 1, day) };
  return {
    ...readPredictionReport(buildPredictionReport([reportedLesionFixture()], context)),
    ...change,
  };
}

const chosen = (...reports: PredictionReport[]) => predecessorOf(prediction, reports, now);

test('the newest on the lesion by the model, in whatever order they are listed', () => {
  const [older, newer] = [stored(3), stored(4)];
  expect(chosen()).toBeUndefined();
  expect(chosen(older, newer)).toBe(newer);
  expect(chosen(newer, older)).toBe(newer);
});

test('none on another lesion, by another model, or of another study', () => {
  const report = stored(3);
  const of = (change: Partial<typeof prediction>) =>
    predecessorOf({ ...prediction, ...change }, [report], now);
  expect(of({})).toBe(report);
  expect(of({ lesion: { ...prediction.lesion, trackingUid: '2.25.1' } })).toBeUndefined();
  expect(of({ model: { ...prediction.model, id: 'other' } })).toBeUndefined();
  const image = { ...prediction.inputs.image!, studyInstanceUid: '2.25.2' };
  expect(of({ inputs: { ...prediction.inputs, image } })).toBeUndefined();
});

test('never one of another system or without our seal, however new', () => {
  const own = stored(3);
  const forged = stored(5, { origin: { ...own.origin, system: 'other' } });
  expect(chosen(own, forged)).toBe(own);
  expect(chosen(forged)).toBeUndefined();
});

test('never one that has been replaced, though it was dated anew', () => {
  const first = stored(3);
  const second = stored(4, {}, [first]);
  const again = { ...first, contentDate: '2026-02-09T00:00:00' };
  expect(chosen(again, second)).toBe(second);
});

test('what a forged report says that it replaces does not count', () => {
  const own = stored(3);
  const origin = { ...own.origin, system: 'other' } as const;
  expect(chosen(own, stored(4, { origin }, [own]))).toBe(own);
});

test('never one that is dated in the future, beyond what clocks and zones explain', () => {
  const own = stored(3);
  const tomorrow = stored(3, { contentDate: '2026-02-11T10:00:00' });
  expect(chosen(own, stored(3, { contentDate: '2027-01-01T00:00:00' }))).toBe(own);
  expect(chosen(own, tomorrow)).toBe(tomorrow);
  // A zone may be 14 hours ahead, another 12 behind.
  const [last, beyond] = ['2026-02-11T14:00:00', '2026-02-11T14:00:01'].map((contentDate) =>
    stored(3, { contentDate }),
  );
  expect(chosen(own, last!)).toBe(last);
  expect(chosen(own, beyond!)).toBe(own);
});

describe('of a report on several lesions', () => {
  const lesionOf = (tracking: number, uid: string): ReportedLesion => {
    const made = predictionFixture();
    const lesion = { ...made.lesion, label: `Lesion ${tracking}`, trackingUid: `2.25.${tracking}` };
    return reportedLesionFixture({ ...made, uid, lesion });
  };
  const reportOf = (day: number, ...lesions: readonly ReportedLesion[]) =>
    readPredictionReport(
      buildPredictionReport(lesions, { ...reportContextFixture(), now: new Date(2026, 1, day) }),
    );
  const [a, b, c] = [lesionOf(1, '2.25.71'), lesionOf(2, '2.25.72'), lesionOf(3, '2.25.73')];
  const again = lesionOf(1, '2.25.74').prediction;

  test('one lesion read anew replaces it and carries the others over, to the last bit', () => {
    const all = reportOf(3, a, b, c);
    const { reports, carried } = replacementOf([again], [all], now);
    expect(reports).toEqual([all]);
    expect(carried).toStrictEqual([b, c]);

    const built = buildPredictionReport([{ ...a, prediction: again }, ...carried], {
      ...reportContextFixture(),
      predecessors: reports,
      now,
    });
    const read = readPredictionReport(built);
    expect(read.lesions.slice(1)).toStrictEqual([b, c]);
    expect(read.replaces).toEqual([all.sopInstanceUid]);
  });

  test('what another model said of the same lesion is carried over, too', () => {
    const { prediction } = lesionOf(1, '2.25.75');
    const byOther = {
      ...a,
      prediction: { ...prediction, model: { ...prediction.model, id: 'x' } },
    };
    expect(replacementOf([again], [reportOf(3, a, byOther)], now).carried).toStrictEqual([byOther]);
  });

  test('all lesions read anew replace the reports on each, and nothing is carried', () => {
    const [first, second] = [reportOf(3, a), reportOf(4, b)];
    const anew = [again, lesionOf(2, '2.25.76').prediction];
    const { reports, carried } = replacementOf(anew, [first, second], now);
    expect(reports).toEqual([second, first]);
    expect(carried).toEqual([]);
  });

  test('what is said of another lesion in a newer report is not said again', () => {
    const [all, newer] = [reportOf(3, a, b), reportOf(4, b)];
    expect(replacementOf([again], [all, newer], now)).toEqual({ reports: [all], carried: [] });
  });

  test('it stays where its lesions are on another image: this one could not hold them', () => {
    const all = reportOf(3, a, b);
    for (const change of [
      { seriesInstanceUid: '2.25.5' },
      { frameOfReferenceUid: '2.25.5' },
      { phase: 'cardiac phase 75 %' },
    ]) {
      const image = { ...again.inputs.image!, ...change };
      const elsewhere = { ...again, inputs: { ...again.inputs, image } };
      expect(replacementOf([elsewhere], [all], now)).toEqual({ reports: [], carried: [] });
      expect(replacementOf([elsewhere], [reportOf(3, a)], now).reports).toHaveLength(1);
    }
  });
});
