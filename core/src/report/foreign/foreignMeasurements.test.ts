import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../../../../test/support/dicomFiles.js';
import {
  reportContextFixture,
  severalLesionsFixture,
} from '../../../../test/support/predictionFixture.js';
import { decodePart10 } from '../../dicom/writing/part10.js';
import { buildPredictionReport } from '../mutationReport.js';
import { isForeignMeasurementReport } from './measurementGroups.js';
import { unitText } from './unitText.js';
import { measurementsAsCsv } from './measurementsAsCsv.js';
import { type MeasurementReportContent, readMeasurements } from './readMeasurements.js';

test('ours is none of another maker, and what is no SR is none', () => {
  const ours = buildPredictionReport(severalLesionsFixture(), reportContextFixture());
  expect(isForeignMeasurementReport(ours)).toBe(false);
  expect(isForeignMeasurementReport({ ...ours, CodingSchemeIdentificationSequence: [] })).toBe(
    true,
  );
  expect(isForeignMeasurementReport({ ...ours, SOPClassUID: '1.2.840.10008.5.1.4.1.1.2' })).toBe(
    false,
  );
  expect(isForeignMeasurementReport({})).toBe(false);
});

test('a report of highdicom is one: two regions by pyradiomics, each number with its code and unit', async () => {
  const dataset = await decodePart10(readFileSync('test/golden/measurements/radiomics.sr.dcm'));
  expect(isForeignMeasurementReport(dataset)).toBe(true);
  const { groups, origin, contentDate, patient } = readMeasurements(dataset);
  expect([origin.manufacturer, contentDate]).toEqual(['Radiomics Inc.', '2024-01-02']);
  expect(patient).toMatchObject({ PatientID: 'FIXTURE', PatientName: 'Fixture^Radiomics' });
  expect(groups.map(({ trackingIdentifier }) => trackingIdentifier)).toEqual([
    'Lesion A',
    'Lesion B',
  ]);
  const [{ methods, segment, measurements, evaluations }] = groups as [(typeof groups)[0]];
  expect(methods).toEqual(['pyradiomics 3.1.0']);
  expect(segment?.segmentNumber).toBe(1);
  expect(measurements).toHaveLength(14);
  expect(measurements.slice(0, 5).map(({ unit }) => unitText(unit))).toEqual([
    ...['mm3', 'mm2', '', 'mm', 'HU'],
  ]);
  expect(measurements[7]!.value).toBe(3.21e-5);
  expect(evaluations).toEqual([{ name: 'Level of Significance', answer: 'Undetermined' }]);
});

test.each([
  [undefined, ''],
  [{ value: '1', scheme: 'UCUM', meaning: 'no units' }, ''],
  [{ value: '{SUVbw}g/ml', scheme: 'UCUM', meaning: 'SUVbw' }, 'g/ml'],
  [{ value: '{pixels}', scheme: 'UCUM', meaning: 'pixels' }, 'pixels'],
  [{ value: '{pixels}', scheme: 'UCUM', meaning: '' }, '{pixels}'],
  [{ value: "[hnsf'U]", scheme: 'UCUM', meaning: 'Hounsfield unit' }, 'HU'],
  [{ value: '{a}mm{b}', scheme: 'UCUM', meaning: 'x' }, 'mm'],
])('unit %j is written %j', (unit, text) => {
  expect(unitText(unit)).toBe(text);
});

describe('a group that was drawn, or says nothing,', () => {
  const code = (CodeValue: string, CodingSchemeDesignator = 'DCM') => [
    { CodeValue, CodingSchemeDesignator, CodeMeaning: CodeValue },
  ];
  const number = { ValueType: 'NUM', RelationshipType: 'CONTAINS' };
  const evaluation = { ValueType: 'CODE', RelationshipType: 'CONTAINS' };
  const reported = (tracking: string | undefined, ...items: readonly object[]) => ({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.22',
    ValueType: 'CONTAINER',
    ContentSequence: [
      {
        ValueType: 'CONTAINER',
        ConceptNameCodeSequence: code('125007'),
        ContentSequence: [
          { ValueType: 'TEXT', ConceptNameCodeSequence: code('112039'), TextValue: tracking },
          ...items,
        ],
      },
    ],
  });

  test.each([
    ['cornerstoneTools@^4.0.0:Length', false],
    ['Cornerstone3DTools@^0.1.0:Bidirectional', false],
    ['Lesion cornerstoneTools@', true],
    [undefined, true],
  ])('of %p counts: %p', (tracking, counts) => {
    expect(isForeignMeasurementReport(reported(tracking, number))).toBe(counts);
    expect(isForeignMeasurementReport(reported(tracking, evaluation))).toBe(counts);
  });

  test('does not count', () => {
    expect(isForeignMeasurementReport(reported('Lesion', { ValueType: 'TEXT' }))).toBe(false);
  });

  test.each([
    ['1.2.840.10008.5.1.4.1.1.88.22', true],
    ['1.2.840.10008.5.1.4.1.1.88.33', true],
    ['1.2.840.10008.5.1.4.1.1.88.34', true],
    ['1.2.840.10008.5.1.4.1.1.88.11', false],
  ])('counts in an SR of class %s: %p', (SOPClassUID, counts) => {
    const report = { ...reported('Lesion', number), SOPClassUID };
    expect(isForeignMeasurementReport(report)).toBe(counts);
  });
});

const samples = dataFolder('dicom-samples/sr');

(samples ? test : test.skip)(
  'samples of dcmqi and highdicom are; what OHIF drew, and documents without a group, are not',
  async () => {
    const found: string[] = [];
    for (const name of readdirSync(samples!)) {
      const dataset = await decodePart10(readFileSync(join(samples!, name))).catch(() => undefined);
      if (dataset && isForeignMeasurementReport(dataset)) found.push(name);
    }
    expect(found.sort()).toEqual([
      'sr.dcm',
      'sr_document.dcm',
      'sr_document_with_multiple_groups.dcm',
    ]);
  },
);

test('a table has a line for each number and answer, quoted where it must, and no formula', () => {
  const content: MeasurementReportContent = {
    ...{ sopInstanceUid: '1.2', title: 'Report', patient: {} },
    origin: { system: 'other', verification: 'unverified' },
    groups: [
      {
        ...{ trackingIdentifier: '=HYPERLINK("x")', trackingUid: '1.3', finding: 'Nodule' },
        sites: ['Lung', 'Left'],
        methods: ['pyradiomics 3.1'],
        segment: { sopInstanceUid: '1.4', segmentNumber: 2 },
        measurements: [
          {
            name: { value: '118565006', scheme: 'SCT', meaning: 'Volume, of all voxels' },
            value: 0.1 + 0.2,
            unit: { value: 'mm3', scheme: 'UCUM', meaning: 'cubic millimeter' },
            qualifiers: ['Mean'],
          },
        ],
        evaluations: [{ name: 'Significance', answer: 'Not significant' }],
      },
    ],
  };
  const of = '"\'=HYPERLINK(""x"")",1.3,Nodule,Lung; Left,2,1.4';
  expect(measurementsAsCsv(content).split('\n').slice(1)).toEqual([
    `${of},"Volume, of all voxels",118565006 SCT,Mean,0.30000000000000004,mm3,pyradiomics 3.1`,
    `${of},Significance,,,Not significant,,pyradiomics 3.1`,
    '',
  ]);
});

test('a table begins with its columns; of what a group does not say, cells are empty', () => {
  const content: MeasurementReportContent = {
    ...{ sopInstanceUid: '1.2', title: 'Report', patient: {} },
    origin: { system: 'other', verification: 'unverified' },
    groups: [
      {
        ...{ sites: [], methods: ['a', 'b'], evaluations: [{ name: '-x', answer: 'two\nlines' }] },
        measurements: [
          {
            name: { value: '1', scheme: '99X', meaning: '+1' },
            value: -5,
            qualifiers: ['@a', 'b'],
          },
        ],
      },
    ],
  };
  expect(measurementsAsCsv(content)).toBe(
    'region,tracking_uid,finding,site,segment_number,seg_sop_instance_uid,' +
      'measurement,code,qualifiers,value,unit,method\n' +
      ",,,,,,'+1,1 99X,'@a; b,-5,,a; b\n" +
      ',,,,,,\'-x,,,"two\nlines",,a; b\n',
  );
});
