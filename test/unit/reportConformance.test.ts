import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { data } from 'dcmjs';
import type { ForeignDataset } from '../../core/src/dicom/writing/naturalisedDataset.js';
import { decodePart10, encodePart10 } from '../../core/src/dicom/writing/part10.js';
import { SOP_CLASS } from '../../core/src/dicom/identity/sopClasses.js';
import { phantomDicom } from '../../core/src/phantom/phantomDicom.js';
import { ibsiFeatureNames } from '../../core/src/radiomics/ibsi/ibsiNames.js';
import { IBSI_CONFIGURATIONS } from '../../core/src/radiomics/ibsi/ibsiParameters.js';
import type { ReportContext } from '../../core/src/report/reportContext.js';
import { buildPredictionReport } from '../../core/src/report/mutationReport.js';
import { radiomicMeasurements } from '../../core/src/report/lesion/radiomicMeasurements.js';
import type { ReportedLesion } from '../../core/src/report/reportedLesion.js';
import { readPredictionReport } from '../../core/src/report/readReport.js';
import { hasOrthanc, startOrthanc } from '../support/orthanc.js';
import { absentValidators, checkSr } from '../support/checkSr.js';
import {
  minimalPredictionFixture,
  predictionFixture,
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
  shownDespitePredictionFixture,
  withheldPredictionFixture,
} from '../support/predictionFixture.js';

/* Our reports before dciodvfy, dsrdump, PixelMed and dcentvfy, and through a PACS or dcmtk's XML. */

const validated = absentValidators.length === 0 ? describe : describe.skip;
const skipped =
  absentValidators.length === 0 ? '' : ` (skipped: ${absentValidators.join(', ')} not installed)`;

/** PixelMed's template check alone takes ten seconds of an idle machine. */
const PATIENCE_MS = 300_000;

const encode = async (lesions: readonly ReportedLesion[], context: ReportContext) =>
  new Uint8Array(await encodePart10(buildPredictionReport(lesions, context)));

validated(`validators${skipped}`, () => {
  test(
    'pass a report with every field, consistent with the SEG and CT of its study',
    async () => {
      const { ct, seg, files } = await phantomStudy();
      const { lesion, context } = reportOn(ct, seg);
      expect(checkSr(await encode([lesion], context), files)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'pass a report with only required fields that replaces an earlier one',
    async () => {
      const context = reportContextFixture();
      const predecessor = readPredictionReport(
        buildPredictionReport([reportedLesionFixture()], context),
      );
      const minimal = reportedLesionFixture(minimalPredictionFixture());
      const bytes = await encode([minimal], { ...context, predecessors: [predecessor] });
      expect(checkSr(bytes)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'pass a report with features of each of IBSI’s families and units',
    async () => {
      const parameters = { profile: 'ibsi', setting: IBSI_CONFIGURATIONS.C } as const;
      const wanted = /^(morph|loc_peak|ivh)_|_(mean|energy|joint_max|sre|sze|sde|coarseness|lgce)/;
      const features = ibsiFeatureNames(['3D'])
        .filter((name) => wanted.test(name))
        .map((name, n) => ({ name, value: n - 0.25 }));
      const measurements = radiomicMeasurements(features, parameters);
      const families = measurements.map(({ feature }) => feature.split('_')[0]);
      expect(new Set(families).size).toBe(11);
      const lesion = { ...reportedLesionFixture(), measurements };
      expect(checkSr(await encode([lesion], reportContextFixture()))).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'pass a report on several lesions by several models, with radiomics, a saliency map and frames',
    async () => {
      const context = reportContextFixture();
      const instances = [1, 2, 3].map((frameNumber) => ({
        sopClassUid: SOP_CLASS.enhancedCt,
        sopInstanceUid: '2.25.900021',
        frameNumber,
      }));
      const image = { ...context.image, instances };
      expect(checkSr(await encode(severalLesionsFixture(), { ...context, image }))).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'pass a report on what is withheld, and on what is shown all the same',
    async () => {
      const lesions = [withheldPredictionFixture(), shownDespitePredictionFixture()];
      const reported = lesions.map((prediction) => reportedLesionFixture(prediction));
      expect(checkSr(await encode(reported, reportContextFixture()))).toEqual([]);
    },
    PATIENCE_MS,
  );

  test('dcmtk’s XML loses nothing of the prediction', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mp-report-xml-'));
    try {
      const [sr, xml, back] = ['sr.dcm', 'sr.xml', 'back.dcm'].map((n) => path.join(folder, n));
      writeFileSync(sr!, await encode(severalLesionsFixture(), reportContextFixture()));
      execFileSync('dsr2xml', [sr!, xml!], { stdio: 'ignore' });
      execFileSync('xml2dsr', [xml!, back!], { stdio: 'ignore' });
      const read = readPredictionReport(await decodePart10(readFileSync(back!)));
      expect(read.lesions).toStrictEqual(severalLesionsFixture());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const python = process.env['MP_PYTHON'];

(python ? test : test.skip)(
  `highdicom finds every group and measurement${python ? '' : ' (skipped: MP_PYTHON not set)'}`,
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mp-report-highdicom-'));
    try {
      const [sr, json] = ['sr.dcm', 'lesions.json'].map((name) => path.join(folder, name));
      const lesions = severalLesionsFixture();
      writeFileSync(sr!, await encode(lesions, reportContextFixture()));
      writeFileSync(json!, JSON.stringify(lesions));
      const script = 'test/golden/report/check_highdicom.py';
      const printed = execFileSync(python!, [script, sr!, json!], { encoding: 'utf8' });
      expect(printed).toContain('highdicom finds every group');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);

(hasOrthanc ? test : test.skip)(
  'a PACS returns the prediction, as file and as DICOMweb metadata',
  async () => {
    const orthanc = await startOrthanc();
    try {
      const dataset = buildPredictionReport(severalLesionsFixture(), reportContextFixture());
      await orthanc.upload(new Uint8Array(await encodePart10(dataset)));
      const study = `${orthanc.dicomWebUrl}/studies/${String(dataset['StudyInstanceUID'])}`;
      const [metadata] = await (await fetch(`${study}/metadata`)).json();
      const naturalised = data.DicomMetaDictionary.naturalizeDataset(metadata);
      expect(readPredictionReport(naturalised).lesions).toStrictEqual(severalLesionsFixture());
      const [id] = await orthanc.instances();
      const read = readPredictionReport(await decodePart10(await orthanc.file(id!)));
      expect(read.lesions).toStrictEqual(severalLesionsFixture());
    } finally {
      await orthanc.stop();
    }
  },
  PATIENCE_MS,
);

async function phantomStudy() {
  const files: Uint8Array[] = [];
  for await (const { bytes } of (await phantomDicom({ size: [64, 64, 16] })).files) {
    files.push(new Uint8Array(bytes));
  }
  const datasets = await Promise.all(files.map(decodePart10));
  const modality = (wanted: string) => datasets.filter(({ Modality }) => Modality === wanted);
  return { ct: modality('CT'), seg: modality('SEG')[0]!, files };
}

function reportOn(ct: ForeignDataset[], seg: ForeignDataset) {
  const reference = (dataset: ForeignDataset) => ({
    sopClassUid: String(dataset['SOPClassUID']),
    sopInstanceUid: String(dataset['SOPInstanceUID']),
    studyInstanceUid: String(dataset['StudyInstanceUID']),
    seriesInstanceUid: String(dataset['SeriesInstanceUID']),
  });
  const first = ct[0]!;
  const image = {
    ...reference(first),
    frameOfReferenceUid: String(first['FrameOfReferenceUID']),
    instances: ct.map(reference),
  };
  const keywords = ['PatientName', 'PatientID', 'PatientSex', 'PatientAge', 'StudyInstanceUID'];
  const more = ['StudyDate', 'StudyTime', 'StudyID', 'StudyDescription', 'AccessionNumber'];
  const known = [...keywords, ...more].filter((keyword) => first[keyword]);
  const fixture = predictionFixture();
  const { studyInstanceUid, seriesInstanceUid, frameOfReferenceUid } = image;
  return {
    lesion: {
      prediction: {
        ...fixture,
        inputs: {
          ...fixture.inputs,
          image: { studyInstanceUid, seriesInstanceUid, frameOfReferenceUid },
        },
      },
      segmentation: { ...reference(seg), segmentNumber: 1 },
    },
    context: {
      studyAttributes: Object.fromEntries(known.map((key) => [key, String(first[key])])),
      image,
      now: new Date(2026, 1, 3, 5, 6, 7, 89),
    } satisfies ReportContext,
  };
}
