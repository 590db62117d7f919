import {
  reportedLesionFixture,
  predictionFixture,
  withheldPredictionFixture,
} from '../../../test/support/predictionFixture.js';
import type { Prediction } from '../contract/prediction.js';
import { seriesDescription } from './seriesDescription.js';

interface Named {
  readonly label: string;
  readonly trackingUid?: string;
  readonly model?: string;
  readonly status?: Prediction['model']['status'];
}

function reported({ label, trackingUid = '2.25.1', model = 'MMDL', status = 'research' }: Named) {
  const made = predictionFixture();
  return reportedLesionFixture({
    ...made,
    lesion: { ...made.lesion, label, trackingUid },
    model: { ...made.model, name: model, status },
  });
}

const described = (...lesions: readonly Named[]) => seriesDescription(lesions.map(reported));

test('of which lesion, by which model', () => {
  expect(described({ label: 'Nodule 1' })).toBe('Nodule 1, MMDL, research use only');
  expect(described({ label: 'Nodule 1', status: 'demonstration' })).toBe(
    'Nodule 1, MMDL, DEMONSTRATION, research use only',
  );
});

test('how many, where there are several', () => {
  const [one, two] = [{ label: 'A' }, { label: 'B', trackingUid: '2.25.2' }];
  expect(described(one, two)).toBe('2 lesions, MMDL, research use only');
  expect(described(one, { ...one, model: 'CNN' })).toBe('A, 2 models, research use only');
});

test('what an LO cannot hold is left out, and what is too long is cut', () => {
  const label = 'Right upper lobe\\apical, second opinion';
  const model = 'A model with a very long name indeed';
  const text = described({ label, model, status: 'demonstration' });
  expect(text).toMatch(/^Right upper lobe\.\.\., A.*\.\.\., DEMONSTRATION, research use only$/);
  expect(text).not.toContain('\\');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64);
  const umlauts = described({ label: 'ä'.repeat(40), model: 'ö'.repeat(40) });
  expect(umlauts).toMatch(/^ä+\.\.\., ö+\.\.\., research use only$/);
  expect(Buffer.byteLength(umlauts)).toBeLessThanOrEqual(64);
});

test('fits as validators count: in bytes', () => {
  const label = 'Läsion 1 (S3 & S4), größer';
  const model = 'Ein Modell mit einem überaus langen Namen';
  const text = described({ label, model, status: 'demonstration' });
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(64);
  expect(text).toMatch(/^Läsion 1 .*DEMONSTRATION, research use only$/);
});

test('where what it may be used for leaves a model no room, it is not told', () => {
  const made = withheldPredictionFixture();
  const lesion = { ...made.lesion, label: 'x'.repeat(30) };
  const text = seriesDescription([reportedLesionFixture({ ...made, lesion })]);
  expect(text).toBe(`${'x'.repeat(17)}..., WITHHELD, DEMONSTRATION, research use only`);
  expect(text).toHaveLength(64);
});
