import { readdirSync, readFileSync } from 'node:fs';
import { decodePart10 } from '../dicom/writing/part10.js';
import { predictionSchema } from '../contract/prediction.js';
import { isPredictionReport, readPredictionReport } from './readReport.js';

/*
 * Reports that earlier versions wrote, and what those versions read in them: 0.1.0 wrote the fixtures of
 * test/support (every field, only required ones) and predicted on the phantom of 64 x 64 x 16 voxels.
 */
const folder = new URL('../../../test/golden/report/earlier/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.dcm'));

test('there are reports of earlier versions', () => {
  expect(names).toHaveLength(3);
});

test.each(names)('%s still says exactly what it said', async (name) => {
  const dataset = await decodePart10(readFileSync(new URL(name, folder)));
  const written: unknown = JSON.parse(
    readFileSync(new URL(name.replace('.dcm', '.json'), folder), 'utf8'),
  );
  expect(isPredictionReport(dataset)).toBe(true);
  const report = readPredictionReport(dataset);
  expect(report.predictions).toStrictEqual([predictionSchema.parse(written)]);
  expect(report.predictions).toEqual([written]);
  expect(report.lesions[0]!.segmentation.segmentNumber).toBeGreaterThan(0);
});
