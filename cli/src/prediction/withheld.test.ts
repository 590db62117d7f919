/** What the command line withholds: masks that are no lung lesion, and images that are no CT in HU. */
import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  buildSegmentation,
  decodePart10,
  encodePart10,
  indexToLps,
  norm,
  PLACEMENTS,
  predictionSchema,
  readCtSeries,
  readPredictionReport,
  subtract,
  type CtSeries,
  type Mask,
  type Prediction,
  type SegmentCodes,
  type Vector3,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { readCsvTable } from '../../../server-adapter/src/cohort/csvTable.js';
import { asReported } from '../../../test/support/asReported.js';
import { runCli } from '../../../test/support/cli.js';
import { folderSources } from '../../../test/support/dicomFiles.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';

jest.setTimeout(600_000);

const LUNG = '39607008';
const LIVER: SegmentCodes = {
  category: { value: '91723000', scheme: 'SCT', meaning: 'Anatomical Structure' },
  type: { value: '10200004', scheme: 'SCT', meaning: 'Liver' },
};
const NEOPLASM: SegmentCodes = {
  category: { value: '49755003', scheme: 'SCT', meaning: 'Morphologically abnormal structure' },
  type: { value: '108369006', scheme: 'SCT', meaning: 'Neoplasm' },
};
/** In the liver of the phantom. */
const IN_LIVER: Vector3 = [-70, 0, -135];
const SHOWN = /^Probability of EGFR mutation \d\.\d\d, reads as .*\n {2}WITHHELD by a check/m;

let folder: string;
let ct: CtSeries;
let nodule: Vector3;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-withheld-'));
  const { truth } = await writePhantomStudy(folder, { size: [128, 128, 70] });
  nodule = truth.nodule.centreLps;
  const { series } = await readCtSeries(folderSources(path.join(folder, 'ct')));
  ct = series[0]!;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A SEG of balls, and how `predict` is asked of it. */
async function segmented(
  name: string,
  balls: readonly (readonly [centre: Vector3, radiusMm: number])[],
  codes?: SegmentCodes,
): Promise<string[]> {
  const segment = { label: name, trackingId: name, trackingUid: '2.25.42' };
  const { dataset } = buildSegmentation({
    ct,
    studyAttributes: ct.studyAttributes,
    segments: [{ ...segment, mask: ballsMask(balls), ...(codes && { codes }) }],
    seriesDescription: name,
    seriesNumber: 7,
    now: new Date(),
  });
  const file = path.join(folder, `${name}.dcm`);
  await writeFile(file, new Uint8Array(await encodePart10(dataset)));
  return ['--ct', path.join(folder, 'ct'), '--seg', file];
}

async function predicted(...args: string[]): Promise<Prediction> {
  const { code, stdout, stderr } = await runCli('predict', ...args, '--json');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return predictionSchema.parse(JSON.parse(stdout));
}

describe('a ball in the liver', () => {
  let liver: string[];
  beforeAll(async () => {
    liver = await segmented('liver', [[IN_LIVER, 14]]);
  });

  test('has no number and no status, and it is said why', async () => {
    const { code, stdout } = await runCli('predict', ...liver);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Probability of EGFR mutation withheld, for the reasons marked !!$/m);
    expect(stdout).toMatch(/^!! There is no aerated lung within 22 mm of the lesion/m);
    expect(stdout).toMatch(/^Device +none: no network ran$/m);
    expect(stdout).not.toMatch(/reads as|mutation \d/);

    const prediction = await predicted(...liver);
    expect(prediction.targets).toEqual(
      ['EGFR', 'KRAS'].map((id) => ({
        id,
        codes: expect.any(Object) as object,
        status: 'withheld',
        reasons: ['outside-lung'],
      })),
    );
  });

  test('is stored without a number, and in no lung', async () => {
    const file = path.join(folder, 'report.dcm');
    const prediction = await predicted(...liver, '--report', file);
    const bytes = await readFile(file);
    const { predictions } = readPredictionReport(await decodePart10(bytes));
    expect(predictions).toEqual([asReported(prediction)]);
    expect(bytes.includes(LUNG)).toBe(false);
    expect(bytes.includes(', WITHHELD, DEMONSTRATION')).toBe(true);
    const { stdout } = await runCli('report', file);
    expect(stdout).toMatch(/^Probability of KRAS mutation withheld/m);
  });

  test('has one where it is asked for, marked in table, JSON, report and cohort table', async () => {
    const file = path.join(folder, 'shown.dcm');
    const shown = await predicted(...liver, '--show-withheld', '--report', file);
    for (const target of predictedTargets(shown)) {
      expect(target.shownDespite).toEqual(['outside-lung']);
    }
    expect((await runCli('predict', ...liver, '--show-withheld')).stdout).toMatch(SHOWN);
    const { predictions } = readPredictionReport(await decodePart10(await readFile(file)));
    expect(predictions).toEqual([asReported(shown)]);
    expect((await runCli('report', file)).stdout).toMatch(SHOWN);

    const [ctPath, seg] = [liver[1]!, liver[3]!];
    const manifest = path.join(folder, 'one.csv');
    await writeFile(manifest, `case,ct,seg\nliver,${ctPath},${seg}\n`);
    const csv = path.join(folder, 'shown.csv');
    await runCli('predict', manifest, '--csv', csv, '--workers', '1', '--show-withheld');
    for (const row of await readCsvTable(csv)) {
      expect(row['probability']).toMatch(/^0\.\d+$/);
      expect(row['withheld_for']).toBe('outside-lung');
      expect(row['warnings']!.split(';')).toContain('shown-although-withheld');
    }
  });
});

test.each(['cnn3d-demo', 'clinical-tcia'])(
  'a segment coded as a liver is withheld wherever it lies, also by %s',
  async (model) => {
    const args = await segmented('coded', [[nodule, 11]], LIVER);
    const file = path.join(folder, `coded-${model}.dcm`);
    const { targets, lesion, warnings } = await predicted(
      ...[...args, '--model', model, '--report', file],
    );
    for (const target of targets) {
      expect(target).toMatchObject({ status: 'withheld', reasons: ['other-structure'] });
    }
    expect(warnings.map(({ message }) => message).join()).toContain('coded as “Liver”');
    expect(lesion.finding).toEqual({ source: 'segment', ...LIVER });
    const report = await readFile(file);
    expect([report.includes(LUNG), report.includes('10200004')]).toEqual([false, true]);
  },
);

test('a neoplasm in the lung is one in the report too, and is predicted', async () => {
  const args = await segmented('neoplasm', [[nodule, 11]], NEOPLASM);
  const prediction = await predicted(...args);
  expect(predictedTargets(prediction)).toHaveLength(2);
  expect(prediction.lesion.finding).toMatchObject({
    source: 'segment',
    ...NEOPLASM,
    site: { value: LUNG },
  });
});

test('a segment of which the model sees nothing is withheld', async () => {
  const apart: Vector3 = [nodule[0], nodule[1], nodule[2] - 110];
  const args = await segmented('apart', [
    [nodule, 11],
    [apart, 11],
  ]);
  const { targets, lesion, warnings } = await predicted(...args);
  expect(lesion.fractionInField).toBe(0);
  for (const target of targets) {
    expect(target).toMatchObject({
      status: 'withheld',
      reasons: expect.arrayContaining(['outside-field']) as string[],
    });
  }
  expect(warnings.map(({ code }) => code)).toContain('outside-field');
});

test('of every kind of mask off a lesion nothing is said, or that it is unlike the training data', async () => {
  const cohort = path.join(folder, 'off-lesion');
  const count = String(PLACEMENTS.length);
  await runCli('phantom-cohort', '--off-lesion', '--cases', count, '--seed', '11', '--out', cohort);
  const csv = path.join(folder, 'off-lesion.csv');
  const { code } = await runCli(
    ...['predict', cohort, '--csv', csv, '--model', 'cnn3d-demo', '--workers', '1'],
  );
  expect(code).toBe(0);
  const rows = await readCsvTable(csv);
  expect(rows).toHaveLength(PLACEMENTS.length);
  const withheld = rows.filter(({ status }) => status === 'withheld');
  expect(withheld.length).toBeGreaterThanOrEqual(PLACEMENTS.length - 2);
  for (const row of withheld) {
    expect([row['probability'], row['threshold'], row['set'], row['likeness_p']]).toEqual(
      Array(4).fill(''),
    );
    expect(row['withheld_for']).not.toBe('');
  }
  for (const row of rows.filter(({ status }) => status !== 'withheld')) {
    expect(row['warnings']!.split(';')).toContain('unlike-training-data');
  }
});

/** Voxels whose centre lies within a radius of a point, LPS mm. */
function ballsMask(balls: readonly (readonly [Vector3, number])[]): Mask {
  const [columns, rows, slices] = ct.grid.size;
  const data = new Uint8Array(columns * rows * slices);
  for (let k = 0, voxel = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, voxel++) {
        const place = indexToLps(ct.grid, [i, j, k]);
        if (balls.some(([centre, mm]) => norm(subtract(place, centre)) <= mm)) data[voxel] = 1;
      }
    }
  }
  return { grid: ct.grid, data };
}
