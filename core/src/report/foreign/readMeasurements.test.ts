import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../../../../test/support/dicomFiles.js';
import {
  reportContextFixture,
  severalLesionsFixture,
} from '../../../../test/support/predictionFixture.js';
import { decodePart10 } from '../../dicom/writing/part10.js';
import { buildPredictionReport } from '../mutationReport.js';
import { readMeasurements } from './readMeasurements.js';

test('ours is a measurement report like any other', () => {
  const lesions = severalLesionsFixture();
  const { groups, title } = readMeasurements(
    buildPredictionReport(lesions, reportContextFixture()),
  );
  expect(title).toBe('Oncology Measurement Report');
  expect(groups).toHaveLength(lesions.length);
  lesions.forEach(({ prediction: { lesion }, segmentation }, n) => {
    const { trackingUid, segment, measurements } = groups[n]!;
    expect(trackingUid).toBe(lesion.trackingUid);
    expect(segment).toEqual({
      sopInstanceUid: segmentation.sopInstanceUid,
      segmentNumber: segmentation.segmentNumber,
    });
    const volume = measurements.find(({ name }) => name.value === '118565006');
    expect(volume).toMatchObject({ value: lesion.volumeMm3, unit: { value: 'mm3' } });
  });
});

test('an SR without measurements is refused', () => {
  const container = { ValueType: 'CONTAINER', SOPInstanceUID: '1.2.3' };
  expect(() => readMeasurements(container)).toThrow(
    expect.objectContaining({ code: 'unsupported-object' }),
  );
});

const samples = dataFolder('dicom-samples/sr');
const sample = async (name: string) =>
  readMeasurements(await decodePart10(readFileSync(join(samples!, name))));

(samples ? describe : describe.skip)('of other makers', () => {
  test('dcmqi: on a segment, with what each number is made by', async () => {
    const { groups, origin } = await sample('sr.dcm');
    expect(origin.system).toBe('other');
    const [{ trackingIdentifier, finding, sites, segment, methods, measurements }] = groups as [
      (typeof groups)[0],
    ];
    expect([trackingIdentifier, finding]).toEqual(['primary tumor', 'Neoplasm, Primary']);
    expect(sites).toEqual(['pharyngeal tonsil (adenoid)']);
    expect(segment?.segmentNumber).toBe(1);
    expect(methods).toEqual(['SUV body weight calculation method']);
    expect(measurements[0]).toEqual({
      name: expect.objectContaining({ meaning: 'SUVbw' }) as object,
      value: 6.01529,
      unit: expect.objectContaining({ value: '{SUVbw}g/ml' }) as object,
      qualifiers: ['Mean'],
    });
    expect(measurements.length).toBeGreaterThan(15);
  });

  test('highdicom: several groups, with evaluations', async () => {
    const { groups } = await sample('sr_document_with_multiple_groups.dcm');
    const nodule = groups.find(({ trackingIdentifier }) => trackingIdentifier === 'LungNodule0001');
    expect(nodule).toMatchObject({
      finding: 'Nodule',
      sites: ['Lung'],
      measurements: [{ name: { meaning: 'Diameter' }, value: 10, unit: { value: 'mm' } }],
      evaluations: [{ name: 'Level of Significance', answer: 'Not significant' }],
    });
  });
});
