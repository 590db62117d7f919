import {
  predictionFixture,
  reportContextFixture,
  reportedLesionFixture,
} from '../../../test/support/predictionFixture.js';
import { buildPredictionReport } from './mutationReport.js';
import { predecessorOf } from './predecessor.js';
import type { PredictionReport } from './readReport.js';
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
});
