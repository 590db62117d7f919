import { readFileSync } from 'node:fs';
import {
  predictionFixture,
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
} from '../../../test/support/predictionFixture.js';
import { PRODUCT } from '../dicom/writing/derivedObject.js';
import type { NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import type { ContentNode } from './content/contentTree.js';
import { allNodes, codeOf, readContentTree, readItems, textOf } from './content/contentTree.js';
import type { ReportContext } from './reportContext.js';
import { buildPredictionReport } from './mutationReport.js';
import type { PredecessorDocument } from './parts/document.js';
import { COMPREHENSIVE_3D_SR } from './parts/document.js';
import { readPredictionReport } from './readReport.js';
import type { ReportedLesion } from './reportedLesion.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';

const context = reportContextFixture();
const lesion = reportedLesionFixture();
let dataset: NaturalisedDataset;
let nodes: readonly ContentNode[];
const named = (value: string) => nodes.filter(({ name }) => name?.value === value);

// Not once for all: mutation testing goes by what each test has run.
beforeEach(() => {
  dataset = buildPredictionReport([lesion], context);
  nodes = allNodes(readContentTree(dataset));
});

test('copies patient and study, with unknown type 2 attributes empty', () => {
  expect(dataset).toMatchObject({
    PatientName: 'Müller^Jörg',
    PatientID: 'MP-1',
    PatientBirthDate: '19600101',
    PatientSex: '',
    StudyInstanceUID: context.image.studyInstanceUid,
    StudyDate: '20260201',
    StudyTime: '',
    AccessionNumber: '',
    ReferringPhysicianName: '',
  });
  expect(dataset['PatientAge']).toBeUndefined();
});

test('states the research use and the demonstration weights where every viewer shows them', () => {
  expect(dataset['ContentQualification']).toBe('RESEARCH');
  expect(dataset['SeriesDescription']).toMatch(/DEMONSTRATION/);
  expect(textOf(named('INTENDED_USE')[0])).toMatch(/Not for clinical use/);
  expect(textOf(named('MODEL_STATUS')[0])).toMatch(/DEMONSTRATION/);
  for (const meaning of named('121050')) expect(textOf(meaning)).toMatch(/DEMONSTRATION/);
});

test('says in words which classes each prediction is compatible with, and on how many cases', () => {
  const texts = allNodes(readContentTree(buildPredictionReport([lesion], context)))
    .filter(({ name }) => name?.value === 'CLASS_SET')
    .map(textOf);
  expect(texts).toEqual([
    'EGFR: mutant. Of lesions like the 121 mutant and 142 wild type calibration cases, 95 % of either class have their own class here on average.',
    'KRAS: fits neither class. Of lesions like the 74 mutant and 175 wild type calibration cases, 95 % of either class have their own class here on average.',
  ]);
});

test('never uses codes that assert a laboratory result', () => {
  const codes = nodes.flatMap((node) => [node.name?.value, codeOf(node)?.value]);
  for (const code of ['426964009', '21665-5', '111047']) expect(codes).not.toContain(code);
});

test('refers to the frames of an Enhanced CT, and to the instance once', () => {
  const [sopClassUid, sopInstanceUid] = ['1.2.840.10008.5.1.4.1.1.2.1', '2.25.9000021'];
  const instances = [4, 3, 2].map((frameNumber) => ({ sopClassUid, sopInstanceUid, frameNumber }));
  const report = buildPredictionReport([lesion], {
    ...context,
    image: { ...context.image, instances },
  });
  const images = allNodes(readContentTree(report)).filter(({ name }) => name?.value === '121112');
  const reference = {
    ReferencedSOPClassUID: sopClassUid,
    ReferencedSOPInstanceUID: sopInstanceUid,
  };
  expect(images.map(({ item }) => item['ReferencedSOPSequence'])).toEqual([
    [{ ...reference, ReferencedFrameNumber: ['4', '3', '2'] }],
  ]);
  // PS3.3 C.17.2.1: evidence lists instances, not frames.
  expect(JSON.stringify(report['CurrentRequestedProcedureEvidenceSequence'])).toContain(
    `{"ReferencedSOPSequence":[${JSON.stringify(reference)}],`,
  );
  expect(readPredictionReport(report).lesions).toStrictEqual([lesion]);
});

test('the device UID follows the weights of the model', () => {
  const other = predictionFixture();
  const retrained = { ...other.model, digest: `sha256:${'f'.repeat(64)}` };
  const second = buildPredictionReport(
    [{ ...lesion, prediction: { ...other, model: retrained } }],
    context,
  );
  const uidIn = (report: object) =>
    (report as { ContributingEquipmentSequence: { DeviceUID: string }[] })
      .ContributingEquipmentSequence[0]!.DeviceUID;
  expect(uidIn(second)).not.toBe(uidIn(dataset));
  expect(uidIn(buildPredictionReport([lesion], context))).toBe(uidIn(dataset));
});

test('uncertainty is given as distances that are never negative', () => {
  const prediction = predictionFixture();
  const [target] = predictedTargets(prediction);
  prediction.targets = [
    {
      ...target!,
      probability: 0.75,
      uncertainty: { lower: 0.5, upper: 0.625, method: 'leave-one-view-out-range' },
    },
  ];
  const tree = allNodes(
    readContentTree(buildPredictionReport([reportedLesionFixture(prediction)], context)),
  );
  const distances = ['371885007', '371886008'].map(
    (code) => tree.find(({ name }) => name?.value === code)!.item['MeasuredValueSequence'],
  );
  expect(distances).toMatchObject([[{ NumericValue: '0.25' }], [{ NumericValue: '0' }]]);
});

test('is a tree of TID 1500: result, language, who observed, of whom, on what, then what was found', () => {
  const root = readContentTree(dataset);
  expect(root.item['ContentTemplateSequence']).toEqual([
    { MappingResource: 'DCMR', TemplateIdentifier: '1500' },
  ]);
  expect(root.name?.value).toBe('126001');
  expect(
    root.children.map((node) =>
      [node.relationship, node.valueType, node.name?.value, codeOf(node)?.value]
        .filter(Boolean)
        .join(' '),
    ),
  ).toEqual([
    'CONTAINS TEXT 121111',
    'HAS CONCEPT MOD CODE 121049 en-US',
    'HAS OBS CONTEXT CODE 121005 121007',
    'HAS OBS CONTEXT UIDREF 121012',
    ...['121013', '121014', '121015', '121016'].map((code) => `HAS OBS CONTEXT TEXT ${code}`),
    'HAS OBS CONTEXT CODE 121024 121025',
    'HAS OBS CONTEXT CODE 121032 F',
    'HAS OBS CONTEXT NUM 121033',
    'HAS OBS CONTEXT CODE 365981007 8517006',
    'HAS CONCEPT MOD CODE 121058 25045-6',
    'CONTAINS CONTAINER 111028',
    'CONTAINS CONTAINER 126010',
    'CONTAINS CONTAINER C0034375',
  ]);
});

test('lists as evidence the CT, the segments and the maps, and as equipment models and engine', () => {
  const lesions = severalLesionsFixture();
  const several = buildPredictionReport(lesions, context);
  const [study, ...others] = readItems(several['CurrentRequestedProcedureEvidenceSequence']);
  expect(others).toEqual([]);
  expect(
    readItems(study!['ReferencedSeriesSequence']).map((series) => [
      series['SeriesInstanceUID'],
      readItems(series['ReferencedSOPSequence']).length,
    ]),
  ).toEqual([
    [context.image.seriesInstanceUid, 3],
    ['2.25.9000004', 1],
    ['2.25.9000006', 1],
    ['2.25.9000007', 1],
  ]);
  expect(
    readItems(several['ContributingEquipmentSequence']).map(
      (item) => item['ManufacturerModelName'],
    ),
  ).toEqual([
    ...[lesions[0]!.prediction.model.name, lesions[2]!.prediction.model.name],
    'OHIF Mutation Prediction radiomics',
  ]);
  expect(several['DeviceSerialNumber']).toBe('0123456789abcdef');
});

describe('its place in the study', () => {
  const predecessor = (change: Partial<PredecessorDocument>): PredecessorDocument => ({
    sopClassUid: COMPREHENSIVE_3D_SR,
    sopInstanceUid: '2.25.50',
    studyInstanceUid: context.image.studyInstanceUid,
    seriesInstanceUid: '2.25.60',
    instanceNumber: 3,
    ...change,
  });
  const placed = (change: Partial<ReportContext> = {}) => {
    const {
      SeriesInstanceUID: series,
      SeriesNumber: number,
      InstanceNumber: instance,
    } = buildPredictionReport([lesion], { ...context, ...change });
    return { series, number, instance };
  };
  const behind = (...predecessors: readonly PredecessorDocument[]) => placed({ predecessors });

  test('is a new series behind the images, unless it replaces a report', () => {
    const [first, second] = [placed(), placed()];
    expect(first).toMatchObject({ number: '9500', instance: '1' });
    expect(first.series).not.toBe(second.series);
  });

  test('is the series of what it replaces, behind the last one there', () => {
    expect(behind(predecessor({}))).toEqual({ series: '2.25.60', number: '9500', instance: '4' });
    expect(
      behind(
        predecessor({}),
        predecessor({ sopInstanceUid: '2.25.51', instanceNumber: 2 }),
        predecessor({
          sopInstanceUid: '2.25.52',
          seriesInstanceUid: '2.25.61',
          instanceNumber: 9,
        }),
      ),
    ).toMatchObject({ series: '2.25.60', instance: '4' });
  });

  test('is no series of another study, nor one that is called otherwise', () => {
    const seriesDescription = String(dataset['SeriesDescription']);
    expect(behind(predecessor({ seriesDescription })).series).toBe('2.25.60');
    for (const other of [{ studyInstanceUid: '2.25.4' }, { seriesDescription: 'Other' }]) {
      const { series, instance } = behind(predecessor(other));
      expect(series).not.toBe('2.25.60');
      expect(instance).toBe('1');
    }
  });

  test('is the one that was asked for', () => {
    const given = { seriesInstanceUid: '2.25.70', seriesNumber: 12, instanceNumber: 5 };
    expect(placed({ ...given, predecessors: [predecessor({})] })).toEqual({
      ...{ series: '2.25.70', number: '12', instance: '5' },
    });
    const sopInstanceUid = '2.25.71';
    expect(buildPredictionReport([lesion], { ...context, sopInstanceUid })).toMatchObject({
      SOPInstanceUID: sopInstanceUid,
    });
  });
});

const { prediction, segmentation } = lesion;
const explanation = {
  ...segmentation,
  sopClassUid: '1.2.840.10008.5.1.4.1.1.30',
  segmentNumber: undefined,
};

test.each<[string, readonly ReportedLesion[], Partial<ReportContext>, RegExp]>([
  [
    'of another series',
    [lesion],
    { image: { ...context.image, seriesInstanceUid: '2.25.7' } },
    /another image \(seriesInstanceUid differs\)/,
  ],
  [
    'with the attributes of another study',
    [lesion],
    { studyAttributes: { ...context.studyAttributes, StudyInstanceUID: '2.25.7' } },
    /another study/,
  ],
  [
    'on an RTSTRUCT',
    [
      {
        prediction,
        segmentation: { ...segmentation, sopClassUid: '1.2.840.10008.5.1.4.1.1.481.3' },
      },
    ],
    {},
    /segment of a DICOM SEG/,
  ],
  [
    'without segment number',
    [{ prediction, segmentation: { ...segmentation, sopInstanceUid: '2.25.8', segmentNumber: 0 } }],
    {},
    /segmentation\.segmentNumber is invalid/,
  ],
  [
    'on another segment than the prediction',
    [{ prediction, segmentation: { ...segmentation, segmentNumber: 4 } }],
    {},
    /another segment/,
  ],
  ['of nothing', [], {}, /no lesion/],
  ['of one run twice', [lesion, lesion], {}, /same run is reported twice/],
  [
    'of runs that were told different ages',
    [
      lesion,
      {
        segmentation,
        prediction: {
          ...prediction,
          uid: '2.25.5',
          inputs: { ...prediction.inputs, clinical: { ageYears: 7 } },
        },
      },
    ],
    {},
    /different values of ageYears/,
  ],
  [
    'with a CT as visual explanation',
    [
      {
        ...lesion,
        visualExplanations: [{ ...explanation, sopClassUid: '1.2.840.10008.5.1.4.1.1.2' }],
      },
    ],
    {},
    /neither a Parametric Map nor a SEG/,
  ],
  [
    'with a whole SEG as visual explanation',
    [
      {
        ...lesion,
        visualExplanations: [{ ...explanation, sopClassUid: segmentation.sopClassUid }],
      },
    ],
    {},
    /segment of a SEG without number/,
  ],
  [
    'with a visual explanation of what was not predicted',
    [
      {
        ...lesion,
        visualExplanations: [
          { ...explanation, sopClassUid: '1.2.840.10008.5.1.4.1.1.30', target: 'ALK' },
        ],
      },
    ],
    {},
    /something not predicted/,
  ],
])('refuses a report %s', (_, lesions, change, problem) => {
  const build = () => buildPredictionReport(lesions, { ...context, ...change });
  expect(build).toThrow(expect.objectContaining({ code: 'invalid-report' }));
  expect(build).toThrow(problem);
});

test('refuses a prediction on NIfTI, which no DICOM report can refer to', () => {
  const { segmentation: drawn, clinical, clinicalMissing } = prediction.inputs;
  const inputs = { segmentation: drawn, clinical, clinicalMissing };
  const onNifti = { ...lesion, prediction: { ...prediction, inputs } };
  expect(() => buildPredictionReport([onNifti], context)).toThrow(
    expect.objectContaining({ code: 'no-dicom-identity' }),
  );
});

test('names the version of the package that wrote it', () => {
  const manifest = JSON.parse(readFileSync('core/package.json', 'utf8')) as { version: string };
  expect(PRODUCT.version).toBe(manifest.version);
});

test('replaces no report of another patient, and says in which attributes they contradict', () => {
  const before = readPredictionReport(dataset);
  const build = (patient: object) =>
    buildPredictionReport([lesion], { ...context, predecessors: [{ ...before, patient }] });
  expect(before.patient).toEqual({
    PatientName: 'Müller^Jörg',
    PatientID: 'MP-1',
    PatientBirthDate: '19600101',
  });
  expect(build(before.patient)).toHaveProperty('PredecessorDocumentsSequence');
  expect(() => build({ ...before.patient, PatientID: 'MP-2' })).toThrow(
    expect.objectContaining({
      code: 'other-patient',
      message:
        'The report to be replaced and the CT contradict each other in patient ID: they may be of different patients.',
    }),
  );
});
