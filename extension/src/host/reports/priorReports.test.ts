import type { Prediction } from '@mutation-prediction/core';
import { buildPredictionReport, encodePart10, signReport } from '@mutation-prediction/core';
import { newSigner, verifyByWebCrypto } from '../../../../test/support/ed25519.js';
import {
  reportContextFixture,
  reportedLesionFixture,
} from '../../../../test/support/predictionFixture.js';
import type { AnsweredDataSet } from './dicomJson.js';
import type { Managers, StudyRecord } from '../viewer/ohif.js';
import { PriorReportList } from './priorReports.js';

const signatures = { trusted: [], verify: verifyByWebCrypto };

const jane = {
  PatientID: '4711',
  PatientName: 'Doe^Jane',
  PatientBirthDate: '19610203',
  PatientSex: 'F',
};
const open = { studyInstanceUid: '1.1', patient: jane, wadoRoot: 'https://pacs.example/dicom-web' };

interface StoredReport {
  readonly study: string;
  readonly bytes: ArrayBuffer;
  readonly json: AnsweredDataSet;
}

/** A report as an archive holds it. */
async function report(study: string, patient: object, prediction?: Prediction) {
  const context = reportContextFixture();
  const dataset = buildPredictionReport([reportedLesionFixture(prediction)], {
    ...context,
    studyAttributes: { ...context.studyAttributes, ...patient },
  });
  return { study, json: toDicomJson(dataset), bytes: await encodePart10(dataset) };
}

/** A report whose study was changed after it was signed. */
async function tamperedReport(study: string): Promise<StoredReport> {
  const context = reportContextFixture();
  const studyAttributes = { ...context.studyAttributes, ...jane };
  const built = buildPredictionReport([reportedLesionFixture()], { ...context, studyAttributes });
  const signed = await signReport(built, newSigner(), new Date(2026, 1, 5));
  const dataset = { ...signed, ContentDate: '20991231' };
  return { study, json: toDicomJson(dataset), bytes: await encodePart10(dataset) };
}

/** What a server says of a written report, as far as it is looked at. */
function toDicomJson(dataset: Readonly<Record<string, unknown>>): AnsweredDataSet {
  const tags = {
    SOPClassUID: '00080016',
    SOPInstanceUID: '00080018',
    CodeValue: '00080100',
    CodingSchemeDesignator: '00080102',
    CodingSchemeUID: '0008010C',
    CodingSchemeIdentificationSequence: '00080110',
    ConceptNameCodeSequence: '0040A043',
  } as const;
  const json: Record<string, { readonly Value: readonly unknown[] }> = {};
  for (const [keyword, tag] of Object.entries(tags)) {
    const value = dataset[keyword];
    if (value === undefined) continue;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    json[tag] = {
      Value: values.map((item) =>
        typeof item === 'object' ? toDicomJson(item as Record<string, unknown>) : item,
      ),
    };
  }
  return json;
}

/** OHIF with an archive of reports, each in a series of its study. */
class FakeArchive {
  readonly asked: string[] = [];
  readonly headers: unknown[] = [];
  constructor(
    private readonly reports: readonly StoredReport[],
    private readonly studies: readonly StudyRecord[],
  ) {}

  readonly managers = {
    servicesManager: {
      services: {
        userAuthenticationService: {
          getAuthorizationHeader: () => ({ Authorization: 'Bearer x' }),
        },
      },
    },
    extensionManager: {
      getActiveDataSource: () => [
        {
          query: {
            studies: {
              search: (query: { patientId: string; offset: number; disableWildcard: boolean }) => {
                this.asked.push(`${query.patientId} ${query.offset} ${query.disableWildcard}`);
                return Promise.resolve(query.offset === 0 ? this.studies : []);
              },
            },
            series: {
              search: (study: string) => {
                this.asked.push(study);
                return Promise.resolve([
                  { seriesInstanceUid: `${study}.1`, modality: 'CT' },
                  { seriesInstanceUid: `${study}.2`, modality: 'SR' },
                ]);
              },
            },
          },
          retrieve: {
            getWadoDicomWebClient: () => {
              const archive = this as FakeArchive;
              return {
                set headers(value: unknown) {
                  archive.headers.push(value);
                },
                retrieveSeriesMetadata: (series: {
                  studyInstanceUID: string;
                  seriesInstanceUID: string;
                }) => {
                  expect(series.seriesInstanceUID).toBe(`${series.studyInstanceUID}.2`);
                  return Promise.resolve(
                    archive.reports
                      .filter(({ study }) => study === series.studyInstanceUID)
                      .map(({ json }) => json),
                  );
                },
              };
            },
          },
        },
      ],
      getModuleEntry: () => ({
        exports: {
          dicomLoaderService: {
            findDicomDataPromise: ({ SOPInstanceUID }: { SOPInstanceUID: string }) => {
              const found = this.reports.find(
                ({ json }) => json['00080018']?.Value?.[0] === SOPInstanceUID,
              );
              return Promise.resolve(found!.bytes);
            },
          },
        },
      }),
    },
  } as unknown as Managers;
}

const study = (studyInstanceUid: string, change: Partial<StudyRecord> = {}): StudyRecord => ({
  studyInstanceUid,
  mrn: '4711',
  date: '20240312',
  modalities: 'CT\\SR',
  ...change,
});

async function search(archive: FakeArchive, changes: () => void = () => undefined) {
  const list = new PriorReportList(archive.managers, signatures, changes);
  await list.refresh(open);
  return list;
}

test('the reports of the patient’s other studies are read, the newest study first', async () => {
  const reports = [await report('1.2', jane), await report('1.3', jane)];
  const archive = new FakeArchive(reports, [
    study('1.1'),
    study('1.2'),
    study('1.3', { date: '20250101' }),
    study('1.4', { modalities: 'CT' }),
  ]);
  const { entries, refused, status } = (await search(archive)).reports;
  expect(status).toBe('ready');
  expect(refused).toEqual([]);
  expect(entries.map(({ studyInstanceUid, studyDate }) => [studyInstanceUid, studyDate])).toEqual([
    ['1.3', '2025-01-01'],
    ['1.2', '2024-03-12'],
  ]);
  expect(entries[0]!.prediction).toEqual(reportedLesionFixture().prediction);
  expect(archive.asked).toEqual(['4711 0 true', '1.2', '1.3']);
  expect(archive.headers[0]).toEqual({ Authorization: 'Bearer x' });
});

test('a report is shown only when its file says the same patient', async () => {
  const reports = [
    await report('1.2', { ...jane, PatientName: 'Doe^John' }),
    await report('1.3', { ...jane, PatientBirthDate: '19990101' }),
    await report('1.4', { ...jane, PatientID: '4712' }),
    await report('1.5', { PatientID: '4711', PatientName: 'DOE^JANE', PatientBirthDate: '' }),
    await report('1.7', { ...jane, PatientSex: 'M' }),
    await report('1.8', { ...jane, PatientID: '' }),
    { ...(await report('1.6', jane)), bytes: new ArrayBuffer(200) },
    await tamperedReport('1.9'),
  ];
  const archive = new FakeArchive(
    reports,
    reports.map((stored) => study(stored.study)),
  );
  const { entries, refused } = (await search(archive)).reports;
  expect(entries.map(({ studyInstanceUid }) => studyInstanceUid)).toEqual(['1.5']);
  expect(refused).toEqual([
    'PatientName',
    'PatientBirthDate',
    'PatientID',
    'PatientSex',
    'PatientID',
    'unreadable',
    'tampered',
  ]);
});

test('studies of others, which a careless server answers with, are not even asked for', async () => {
  const archive = new FakeArchive(
    [await report('1.2', jane)],
    [study('1.2', { mrn: '47110' }), study('1.3', { mrn: 'X4711' })],
  );
  expect((await search(archive)).reports.entries).toEqual([]);
  expect(archive.asked).toEqual(['4711 0 true']);
});

test('a patient without an ID has no other studies', async () => {
  const archive = new FakeArchive([await report('1.2', jane)], [study('1.2', { mrn: '' })]);
  const list = new PriorReportList(archive.managers, signatures, () => undefined);
  await list.refresh({ ...open, patient: { ...jane, PatientID: '' } });
  expect(list.reports).toEqual({ status: 'ready', entries: [], refused: [] });
  expect(archive.asked).toEqual([]);
});

test('an archive that does not answer is said so', async () => {
  const archive = new FakeArchive([], []);
  const failing = {
    ...archive.managers,
    extensionManager: {
      ...archive.managers.extensionManager,
      getActiveDataSource: () => [
        {
          query: {
            studies: { search: () => Promise.reject(new Error('HTTP 500')) },
            series: { search: () => Promise.resolve([]) },
          },
          retrieve: { getWadoDicomWebClient: () => ({}) },
        },
      ],
    },
  } as unknown as Managers;
  const list = new PriorReportList(failing, signatures, () => undefined);
  await list.refresh(open);
  expect(list.reports).toMatchObject({ status: 'failed', error: { code: 'unsupported-object' } });
});

test('a search for a study that was closed meanwhile shows nothing', async () => {
  const archive = new FakeArchive([await report('1.2', jane)], [study('1.2')]);
  let changes = 0;
  const list = new PriorReportList(archive.managers, signatures, () => changes++);
  const searching = list.refresh(open);
  list.clear();
  await searching;
  expect(list.reports).toEqual({ status: 'none', entries: [], refused: [] });
  expect(changes).toBe(1);
});

test('the same study is searched for once', async () => {
  const archive = new FakeArchive([], [study('1.2')]);
  const list = await search(archive);
  await list.refresh(open);
  expect(archive.asked.filter((query) => query.startsWith('4711'))).toHaveLength(1);
});
