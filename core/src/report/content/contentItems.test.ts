import type { Code } from '../../contract/modelManifest.js';
import { MutationPredictionError } from '../../errors.js';
import { CODES } from './codes.js';
import {
  codeContentItem,
  containerContentItem,
  imageContentItem,
  numContentItem,
  textContentItem,
  uidRefContentItem,
} from './contentItems.js';

const name: Code = CODES.finding;
const text = textContentItem(name, 'text', 'HAS PROPERTIES');
const segment = { sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4', sopInstanceUid: '2.25.1' };

test.each<[string, () => unknown, RegExp]>([
  ['empty text', () => textContentItem(name, ' ', 'CONTAINS'), /"Finding" is empty/],
  ['text that is not ASCII', () => textContentItem(name, 'größe', 'CONTAINS'), /ASCII/],
  ['a line break', () => textContentItem(name, 'a\nb', 'CONTAINS'), /ASCII/],
  [
    'a concept without meaning',
    () => textContentItem({ ...name, meaning: '' }, 'text', 'CONTAINS'),
    /no code meaning/,
  ],
  [
    'a concept without value',
    () => textContentItem({ ...name, value: '' }, 'text', 'CONTAINS'),
    /no code value/,
  ],
  [
    'a code value over 16 characters',
    () => codeContentItem(name, { ...name, value: 'x'.repeat(17) }, 'CONTAINS'),
    /exceeds 16/,
  ],
  [
    'a coding scheme over 16 characters',
    () => codeContentItem(name, { ...name, scheme: 'x'.repeat(17) }, 'CONTAINS'),
    /exceeds 16/,
  ],
  [
    'a code meaning over 64 characters',
    () => codeContentItem(name, { ...name, meaning: 'x'.repeat(65) }, 'CONTAINS'),
    /exceeds 64/,
  ],
  [
    'a code meaning that is not ASCII',
    () => codeContentItem(name, { ...name, meaning: 'Läsion' }, 'CONTAINS'),
    /ASCII/,
  ],
  ['NaN', () => numContentItem(name, NaN, CODES.noUnits, 'CONTAINS'), /not a finite number/],
  ['infinity', () => numContentItem(name, Infinity, CODES.noUnits, 'CONTAINS'), /not a finite/],
  ['a UID with a leading zero', () => uidRefContentItem(name, '2.25.01', 'CONTAINS'), /valid UID/],
  ['a UID of one component', () => uidRefContentItem(name, '225', 'CONTAINS'), /valid UID/],
  [
    'a UID over 64 characters',
    () => uidRefContentItem(name, `2.25.${'1'.repeat(60)}`, 'CONTAINS'),
    /valid UID/,
  ],
  [
    'a referenced segment without number',
    () => imageContentItem(CODES.referencedSegment, segment, 'CONTAINS'),
    /no valid segment number/,
  ],
  [
    'segment number 0',
    () => imageContentItem(CODES.referencedSegment, { ...segment, segmentNumber: 0 }, 'CONTAINS'),
    /no valid segment number/,
  ],
  [
    'an image without instance UID',
    () => imageContentItem(name, { ...segment, sopInstanceUid: '' }, 'CONTAINS'),
    /SOP Instance UID/,
  ],
  ['an empty container', () => containerContentItem(name, []), /is empty/],
  [
    'a container with properties',
    () => containerContentItem(name, [text]),
    /"Finding" \(CONTAINER\) may not have a TEXT as HAS PROPERTIES/,
  ],
  [
    'a number as concept modifier',
    () => containerContentItem(name, [numContentItem(name, 1, CODES.noUnits, 'HAS CONCEPT MOD')]),
    /may not have a NUM as HAS CONCEPT MOD/,
  ],
  [
    'a root as child',
    () =>
      containerContentItem(name, [
        containerContentItem(name, [textContentItem(name, 'text', 'CONTAINS')]),
      ]),
    /may not have a CONTAINER/,
  ],
])('refuses %s', (_, build, problem) => {
  expect(build).toThrow(MutationPredictionError);
  expect(build).toThrow(expect.objectContaining({ code: 'invalid-report' }));
  expect(build).toThrow(problem);
});

test('writes a number as decimal string and to the last bit', () => {
  const item = numContentItem(name, 2 / 3, CODES.noUnits, 'CONTAINS', [text]);
  expect(item).toEqual({
    RelationshipType: 'CONTAINS',
    ValueType: 'NUM',
    ConceptNameCodeSequence: [
      { CodeValue: '121071', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Finding' },
    ],
    MeasuredValueSequence: [
      {
        NumericValue: '0.66666666666667',
        FloatingPointValue: 2 / 3,
        MeasurementUnitsCodeSequence: [
          { CodeValue: '1', CodingSchemeDesignator: 'UCUM', CodeMeaning: 'no units' },
        ],
      },
    ],
    ContentSequence: [text],
  });
});

test('every code of ours fits DICOM', () => {
  for (const code of Object.values(CODES)) {
    expect(() => codeContentItem(code, code, 'CONTAINS')).not.toThrow();
  }
});
