import { buildPredictionReport, encodePart10 } from '@mutation-prediction/core';
import {
  reportContextFixture,
  severalLesionsFixture,
} from '../../../../test/support/predictionFixture.js';
import type { DisplaySet, InstanceMetadata, Managers } from '../viewer/ohif.js';
import { MeasurementReports } from './measurementReports.js';

const files = new Map<string, Uint8Array>();
const managers = {
  servicesManager: {
    services: { userAuthenticationService: { getAuthorizationHeader: () => ({}) } },
  },
  extensionManager: {
    getModuleEntry: () => ({
      exports: {
        dicomLoaderService: {
          findDicomDataPromise: ({ SOPInstanceUID }: InstanceMetadata) =>
            Promise.resolve(files.get(SOPInstanceUID)),
        },
      },
    }),
  },
} as unknown as Managers;

const lesions = severalLesionsFixture();
const ours = buildPredictionReport(lesions, reportContextFixture());
/** Ours with another's name, and without the scheme that tells it for ours. */
const theirs = {
  ...ours,
  Manufacturer: 'QIICR',
  SOPInstanceUID: '1.2.9',
  SeriesDescription: 'Radiomics',
  CodingSchemeIdentificationSequence: [],
};

const setOf = (dataset: object, more: object = {}) =>
  ({ Modality: 'SR', instances: [dataset], ...more }) as unknown as DisplaySet;

beforeAll(async () => {
  files.set('1.2.9', new Uint8Array(await encodePart10(theirs)));
});

test('others’ measurements are listed once, ours are not; the list changes with the study alone', () => {
  const reports = new MeasurementReports(managers);
  const sets = [
    setOf(ours),
    setOf(theirs, { instance: theirs }),
    { ...setOf(theirs), Modality: 'CT' },
  ];
  reports.refresh(sets as DisplaySet[]);
  const { entries } = reports;
  expect(entries).toEqual([
    {
      id: '1.2.9',
      manufacturer: 'QIICR',
      seriesDescription: 'Radiomics',
      contentDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    },
  ]);
  reports.refresh(sets as DisplaySet[]);
  expect(reports.entries).toBe(entries);
  reports.refresh([]);
  expect(reports.entries).toEqual([]);
});

test('its file is read when it is opened; that of another patient is refused', async () => {
  const reports = new MeasurementReports(managers);
  reports.refresh([setOf(theirs)]);
  const content = await reports.read('1.2.9', []);
  expect(content.groups.map(({ trackingUid }) => trackingUid)).toEqual(
    lesions.map(({ prediction }) => prediction.lesion.trackingUid),
  );
  await expect(reports.read('1.2.9', [{ PatientID: 'SOMEBODY ELSE' }])).rejects.toMatchObject({
    code: 'other-patient',
  });
  await expect(reports.read('1.2.10', [])).rejects.toMatchObject({ code: 'unsupported-object' });
});
