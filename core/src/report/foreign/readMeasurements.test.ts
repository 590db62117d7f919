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

describe('what a group says', () => {
  type Concept = readonly [value: string, scheme?: string, meaning?: string];
  const code = ([value, scheme = 'DCM', meaning = value]: Concept) => [
    { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning },
  ];
  const item = (ValueType: string, name: Concept, more: object, RelationshipType = 'CONTAINS') => ({
    ...{ ValueType, RelationshipType, ConceptNameCodeSequence: code(name) },
    ...more,
  });
  const text = (name: Concept, TextValue: string) => item('TEXT', name, { TextValue });
  const coded = (name: Concept, value: Concept, relationship?: string) =>
    item('CODE', name, { ConceptCodeSequence: code(value) }, relationship);
  const number = (name: Concept, NumericValue: string, ...ContentSequence: readonly object[]) =>
    item('NUM', name, {
      MeasuredValueSequence: [{ NumericValue, MeasurementUnitsCodeSequence: code(['mm', 'UCUM']) }],
      ContentSequence,
    });
  const group = (...ContentSequence: readonly object[]) =>
    item('CONTAINER', ['125007'], { ContentSequence });
  const document = (...groups: readonly object[]) => ({
    ...{ ValueType: 'CONTAINER', SOPInstanceUID: '1.2.3', ContentSequence: groups },
  });
  const only = (...items: readonly object[]) =>
    readMeasurements(document(group(number(['L'], '7'), ...items))).groups[0]!;

  test('is nothing but what stands there', () => {
    const read = readMeasurements(document(group(number(['L'], '7'))));
    expect(read).toEqual({
      sopInstanceUid: '1.2.3',
      title: 'Report',
      origin: { system: 'other', verification: 'unverified' },
      patient: {},
      groups: [
        {
          sites: [],
          methods: [],
          measurements: [
            {
              name: { value: 'L', scheme: 'DCM', meaning: 'L' },
              value: 7,
              unit: { value: 'mm', scheme: 'UCUM', meaning: 'mm' },
              qualifiers: [],
            },
          ],
          evaluations: [],
        },
      ],
    });
  });

  test('names the document, its day and its series', () => {
    const named = {
      ...document(group(number(['L'], '7'))),
      ConceptNameCodeSequence: code(['126000', 'DCM', 'Imaging Measurement Report']),
      SeriesDescription: 'Measurements',
      PatientName: [{ Alphabetic: 'Doe^Jane' }],
    };
    expect(readMeasurements({ ...named, ContentDate: '20260203' })).toMatchObject({
      title: 'Imaging Measurement Report',
      contentDate: '2026-02-03',
      seriesDescription: 'Measurements',
      patient: { PatientName: 'Doe^Jane' },
    });
    for (const ContentDate of ['2026-02-03', '202602030', 'x20260203']) {
      expect(readMeasurements({ ...named, ContentDate })).not.toHaveProperty('contentDate');
    }
  });

  test('tells the region: name, UID, finding and sites, in today’s codes and in those before', () => {
    const read = only(
      text(['112039'], 'L&#228;sion'),
      item('UIDREF', ['112040'], { UID: '2.25.1' }),
      coded(['121071'], ['F', 'X', 'Nodule']),
      coded(['276214006', 'SCT'], ['C', 'X', 'Category']),
      coded(['G-C0E3', 'SRT'], ['S', 'X', 'Left'], 'HAS CONCEPT MOD'),
      coded(['363698007', 'SCT'], ['S', 'X', 'Lung'], 'HAS CONCEPT MOD'),
    );
    expect(read).toMatchObject({
      ...{ trackingIdentifier: 'Läsion', trackingUid: '2.25.1', finding: 'Nodule' },
      ...{ sites: ['Lung', 'Left'], evaluations: [] },
    });
  });

  test('tells each method and algorithm once, of the group and of its numbers', () => {
    const by = (name: string, version?: string) => [
      text(['111001'], name),
      ...(version ? [text(['111003'], version)] : []),
    ];
    const read = only(
      coded(['G-C036', 'SRT'], ['M', 'X', 'Old'], 'HAS CONCEPT MOD'),
      coded(['370129005', 'SCT'], ['M', 'X', 'New'], 'HAS CONCEPT MOD'),
      ...by('one', '1.0'),
      number(['W'], '8', ...by('two')),
      number(['H'], '9', ...by('one', '1.0')),
    );
    expect(read.methods).toEqual(['New', 'Old', 'one 1.0', 'two']);
  });

  test.each([
    ['a segment', '121191'],
    ['one frame of a segment', '121214'],
  ])('names %s', (_, concept) => {
    const reference = { ReferencedSOPInstanceUID: '1.9', ReferencedSegmentNumber: 2 };
    const read = only(item('IMAGE', [concept], { ReferencedSOPSequence: [reference] }));
    expect(read.segment).toEqual({ sopInstanceUid: '1.9', segmentNumber: 2 });
    const whole = { ReferencedSOPInstanceUID: '1.9' };
    expect(only(item('IMAGE', [concept], { ReferencedSOPSequence: [whole] })).segment).toEqual({
      sopInstanceUid: '1.9',
    });
    expect(only(item('IMAGE', [concept], {}))).not.toHaveProperty('segment');
  });

  test('tells of a number what it is made by, and of none that has no value or name', () => {
    const modifier = coded(['121401'], ['56851009', 'SCT', 'Maximum'], 'HAS CONCEPT MOD');
    const property = coded(['P'], ['Q'], 'HAS PROPERTIES');
    const words = item('TEXT', ['T'], { TextValue: 'words' }, 'HAS CONCEPT MOD');
    const nameless = { ...number(['N'], '3'), ConceptNameCodeSequence: [] };
    const { measurements } = only(
      number(['W'], '8', modifier, property, words),
      number(['X'], 'unknown'),
      nameless,
      { ...number(['Y'], '9'), ValueType: 'TEXT' },
    );
    expect(measurements.map(({ name, qualifiers }) => [name.value, qualifiers])).toEqual([
      ['L', []],
      ['W', ['Maximum']],
    ]);
  });

  test('tells every answer that describes neither region nor method', () => {
    const { evaluations } = only(
      coded(['E', 'X', 'Margin'], ['A', 'X', 'Spiculated']),
      coded(['E2', 'X', 'As modifier'], ['A', 'X', 'x'], 'HAS CONCEPT MOD'),
      { ...coded(['E3', 'X', 'Without answer'], ['A']), ConceptCodeSequence: [] },
      { ...coded(['E4', 'X', 'As text'], ['A']), ValueType: 'TEXT' },
    );
    expect(evaluations).toEqual([{ name: 'Margin', answer: 'Spiculated' }]);
  });

  test('is left out where it is neither a number nor an answer', () => {
    const { groups } = readMeasurements(
      document(
        group(text(['112039'], 'empty')),
        group(coded(['E'], ['A'])),
        group(number(['L'], '7')),
      ),
    );
    expect(
      groups.map(({ measurements, evaluations }) => [measurements.length, evaluations.length]),
    ).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(() => readMeasurements(document(group(text(['112039'], 'empty'))))).toThrow(/1\.2\.3/);
  });
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
