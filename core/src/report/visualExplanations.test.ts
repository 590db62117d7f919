import {
  predictionFixture,
  withheldPredictionFixture,
} from '../../../test/support/predictionFixture.js';
import { goldenSources } from '../../../test/support/dicomFiles.js';
import type { CtSeries } from '../dicom/ct/ctSeries.js';
import { readCtSeries } from '../dicom/ct/ctSeries.js';
import { encodeParametricMap } from '../dicom/parametric-map/parametricMapWriter.js';
import { readParametricMap } from '../dicom/parametric-map/readParametricMap.js';
import type { Seen } from '../explanation/activationVolume.js';
import { activationVolume } from '../explanation/activationVolume.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { LesionViews } from '../views/lesionViews.js';
import { buildVisualExplanations } from './visualExplanations.js';

const now = new Date(2026, 1, 3);
let ct: CtSeries;
let seen: Seen;
const maps: ActivationMaps = {
  input: 'views',
  method: 'grad-cam',
  targets: ['EGFR', 'KRAS'],
  unconfirmed: ['KRAS'],
  images: 2,
  size: [4, 4],
  data: Float32Array.from({ length: 64 }, (_, n) => Math.cos(n)),
};

beforeAll(async () => {
  ct = (await readCtSeries(goldenSources('oblique'))).series[0]!;
  const views: Partial<LesionViews> = {
    planes: ['axial', 'coronal'],
    cubeSize: 8,
    cubeSpacingMm: 1,
    centreLps: indexToLps(ct.grid, [11, 9, 3]),
    size: 8,
  };
  seen = { views: views as LesionViews };
});

const explain = (prediction = predictionFixture(), activationMaps = [maps]) =>
  buildVisualExplanations(
    { prediction, seen, activationMaps },
    { ct, studyAttributes: ct.studyAttributes, now },
  );

test('a map for each target, as the network gave it, on the voxels of the CT', async () => {
  const built = explain();
  expect(built.map(({ target }) => target)).toEqual(['EGFR', 'KRAS']);
  for (const { target, explanation, reference, ...map } of built) {
    expect(explanation).toEqual({ ...reference, target });
    const read = readParametricMap(await encodeParametricMap({ ...map, reference }), 'map');
    expect(read.grid.size).toEqual(ct.grid.size);
    const whole = activationVolume(seen, maps, target, ct.grid);
    const kept = activationVolume(seen, maps, target, read.map.grid);
    const sum = (values: Float32Array) => values.reduce((a, b) => a + Math.abs(b), 0);
    // The grids' origins differ in their last bits.
    read.map.data.forEach((value, n) => expect(value).toBeCloseTo(kept.data[n]!, 5));
    expect(sum(read.map.data)).toBeCloseTo(sum(whole.data), 3);
    expect(sum(whole.data)).toBeGreaterThan(1);
    expect(read.quantity).toEqual({
      value: '130403',
      scheme: 'DCM',
      meaning: 'Gradient-weighted class activation',
    });
    expect(read.algorithm?.parameters).toContain(`target=${target}`);
  }
});

test('series tell gene, lesion and model, and what is wrong with a map', () => {
  const [egfr, kras] = explain().map(({ dataset }) => String(dataset['SeriesDescription']));
  const { model } = predictionFixture();
  // Of "Läsion 1 (S3 & S4)": letters of the default character set.
  expect(egfr).toBe(`Map EGFR, Lasion 1 (S3 & S4), DEMONSTRATION, ${model.id}`);
  expect(egfr).not.toContain('UNCONFIRMED');
  expect(kras).toContain('UNCONFIRMED, DEMONSTRATION');
  const [, { dataset }] = explain() as [unknown, { dataset: object }];
  expect(JSON.stringify(dataset)).toContain('not shown to point at what decides');
});

test('each map of a report has a series number of its own, the same however often it is written', () => {
  const uids = ['2.25.64000011', '2.25.64000012', '2.25.99999', '2.25.3'];
  const numbersOf = (uid: string) =>
    explain({ ...predictionFixture(), uid }).map(({ dataset }) => String(dataset['SeriesNumber']));
  const numbers = uids.flatMap(numbersOf);
  expect(new Set(numbers).size).toBe(8);
  expect(uids.flatMap(numbersOf)).toEqual(numbers);
  // IS: at most 12 characters, a signed number of 32 bits.
  for (const number of numbers) expect(Number(number)).toBeLessThan(2 ** 31);
  const [egfr, kras] = numbersOf(uids[0]!);
  expect(Number(kras)).toBe(Number(egfr) + 1);
});

test('none of what is withheld, nor of a model that does not tell', () => {
  expect(explain(withheldPredictionFixture())).toEqual([]);
  expect(explain(predictionFixture(), [])).toEqual([]);
});

test('a map tells what it shows, how, of which run, and by whom', () => {
  const prediction = predictionFixture();
  const uids = (target: string) => ({
    sopInstanceUid: target === 'EGFR' ? '2.25.61' : '2.25.62',
    seriesInstanceUid: target === 'EGFR' ? '2.25.63' : '2.25.64',
  });
  const [egfr] = buildVisualExplanations(
    { prediction, seen, activationMaps: [{ ...maps, method: 'cam' }] },
    { ct, studyAttributes: ct.studyAttributes, now, uidsOf: uids },
  );
  expect(egfr!.explanation).toMatchObject({ ...uids('EGFR'), target: 'EGFR' });
  expect(egfr!.dataset).toMatchObject({
    SeriesNumber: expect.stringMatching(/^96\d{7}$/) as string,
    SeriesDescription: 'Map EGFR, Lasion 1 (S3 & S4), DEMONSTRATION, mmdl-demo',
    ContributingEquipmentSequence: [
      { ManufacturerModelName: prediction.model.name, SoftwareVersions: '0.1.0' },
    ],
  });
  const text = JSON.stringify(egfr!.dataset);
  for (const told of [
    ...['"130402"', '"Class activation"', 'target=EGFR', 'method=cam', 'model_id=mmdl-demo'],
    ...[`model_digest=${prediction.model.digest}`, `run_uid=${prediction.uid}`],
    'Where the model looked for EGFR, share of its logit',
  ]) {
    expect(text).toContain(told);
  }
  expect(text).not.toContain('caution=');
});

test('a series is called so that a study browser holds it, of a research model without a mark', () => {
  const made = predictionFixture();
  const [egfr, kras] = explain({
    ...made,
    lesion: { ...made.lesion, label: 'x'.repeat(80) },
    model: { ...made.model, status: 'research' },
  }).map(({ dataset }) => String(dataset['SeriesDescription']));
  expect(egfr).toBe(`Map EGFR, ${'x'.repeat(54)}`);
  expect(kras).toBe(`Map KRAS, ${'x'.repeat(41)}, UNCONFIRMED`);
});

test('a map only of targets that the network tells of', () => {
  const built = explain(predictionFixture(), [{ ...maps, targets: ['KRAS', 'ALK'] }]);
  expect(built.map(({ target }) => target)).toEqual(['KRAS']);
});
