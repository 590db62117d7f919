import { CODES } from './codes.js';
import {
  allNodes,
  childNamed,
  childrenNamed,
  codeOf,
  numberOf,
  parametersOf,
  readCode,
  readContentTree,
  readItems,
  readName,
  readNumber,
  readText,
  roundsTo,
  textOf,
  titleOf,
  uidOf,
  unitOf,
} from './contentTree.js';

const named = ({ value, scheme, meaning }: (typeof CODES)[keyof typeof CODES]) => [
  { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning },
];

test.each([
  ['text', 'Nodule', 'Nodule'],
  ['a boxed text, as dcmjs makes of multi-valued ones', Object('Nodule'), 'Nodule'],
  ['a number', 3, '3'],
  ['the only value of several', ['Nodule'], 'Nodule'],
  ['none of several values', ['a', 'b'], undefined],
  ['no text', '', undefined],
  ['nothing', undefined, undefined],
  ['null', null, undefined],
  ['an item', {}, undefined],
])('text is read of %s', (_, value, text) => {
  expect(readText(value)).toBe(text);
});

test.each([
  ['7.25', 7.25],
  [7.25, 7.25],
  [['7.25'], 7.25],
  ['seven', undefined],
  ['', undefined],
  [NaN, undefined],
  ['Infinity', undefined],
  [undefined, undefined],
])('%p as a number is %p', (value, number) => {
  expect(readNumber(value)).toBe(number);
});

test('items are those of a sequence, of its only item, and nothing else', () => {
  const [one, other] = [{ a: 1 }, { b: 2 }];
  expect(readItems([one, other])).toEqual([one, other]);
  expect(readItems(one)).toEqual([one]);
  expect(readItems([one, null, 'x', undefined])).toEqual([one]);
  expect(readItems(undefined)).toEqual([]);
  expect(readItems('x')).toEqual([]);
});

test('a code has a value and a scheme; without a meaning it is still the concept', () => {
  const item = { CodeValue: 'M', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Male' };
  expect(readCode([item])).toEqual({ value: 'M', scheme: 'DCM', meaning: 'Male' });
  expect(readCode({ ...item, CodeMeaning: undefined })).toEqual({
    value: 'M',
    scheme: 'DCM',
    meaning: '',
  });
  expect(readCode([{ ...item, CodeValue: undefined }])).toBeUndefined();
  expect(readCode([{ ...item, CodingSchemeDesignator: '' }])).toBeUndefined();
  expect(readCode([])).toBeUndefined();
});

test('a name is read with its groups, or as text', () => {
  expect(readName([{ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎' }])).toBe(
    'Yamada^Tarou=山田^太郎',
  );
  expect(readName({ Alphabetic: 'Doe^John' })).toBe('Doe^John');
  expect(readName('Doe^John')).toBe('Doe^John');
  expect(readName([{ Other: 'x' }])).toBeUndefined();
  expect(readName(undefined)).toBeUndefined();
});

const tree = readContentTree({
  ValueType: 'CONTAINER',
  ConceptNameCodeSequence: named(CODES.imagingMeasurements),
  ContentSequence: [
    {
      ValueType: 'TEXT',
      RelationshipType: 'CONTAINS',
      ConceptNameCodeSequence: named(CODES.summary),
      TextValue: 'first',
      ContentSequence: { ValueType: 'UIDREF', RelationshipType: 'HAS OBS CONTEXT', UID: '2.25.7' },
    },
    { ValueType: 'TEXT', ConceptNameCodeSequence: named(CODES.summary), TextValue: 'second' },
    {
      ValueType: 'CODE',
      ConceptNameCodeSequence: named(CODES.subjectSex),
      ConceptCodeSequence: named(CODES.female),
    },
  ],
});

test('a tree keeps type, relationship, name and order of its items', () => {
  expect(allNodes(tree).map(({ valueType, relationship }) => [valueType, relationship])).toEqual([
    ['CONTAINER', ''],
    ['TEXT', 'CONTAINS'],
    ['UIDREF', 'HAS OBS CONTEXT'],
    ['TEXT', ''],
    ['CODE', ''],
  ]);
  expect(tree.name).toEqual(CODES.imagingMeasurements);
  expect(allNodes(tree)[2]).not.toHaveProperty('name');
  expect(readContentTree({})).toEqual({
    item: {},
    valueType: '',
    relationship: '',
    children: [],
  });
});

test('children are found by concept, in order', () => {
  expect(childrenNamed(tree, CODES.summary).map(textOf)).toEqual(['first', 'second']);
  expect(textOf(childNamed(tree, CODES.summary))).toBe('first');
  expect(codeOf(childNamed(tree, CODES.subjectSex))).toEqual(CODES.female);
  expect(uidOf(childNamed(tree, CODES.summary)!.children[0])).toBe('2.25.7');
  expect(childNamed(tree, CODES.finding)).toBeUndefined();
  expect(childrenNamed(undefined, CODES.summary)).toEqual([]);
  for (const read of [textOf, uidOf, codeOf, unitOf, numberOf]) {
    expect(read(undefined)).toBeUndefined();
  }
});

test('messages name an item by its meaning, else by its type', () => {
  expect(titleOf(tree)).toBe('"Imaging Measurements"');
  expect(titleOf(allNodes(tree)[2]!)).toBe('a UIDREF item');
});

test('parameters are those of the item itself, in order, without empty ones', () => {
  const parameter = (TextValue: string) => ({
    ValueType: 'TEXT',
    ConceptNameCodeSequence: named(CODES.algorithmParameters),
    TextValue,
  });
  const ContentSequence = [parameter('b=1'), parameter(''), parameter('a=2')];
  expect(parametersOf(readContentTree({ ContentSequence }))).toEqual(['b=1', 'a=2']);
});

describe('a number', () => {
  const num = (decimal: unknown, exact?: unknown, text?: string) =>
    readContentTree({
      ValueType: 'NUM',
      MeasuredValueSequence: [
        {
          NumericValue: decimal,
          FloatingPointValue: exact,
          MeasurementUnitsCodeSequence: named(CODES.millimetre),
        },
      ],
      ...(text !== undefined && {
        ContentSequence: [
          { ValueType: 'TEXT', ConceptNameCodeSequence: named(CODES.exactValue), TextValue: text },
        ],
      }),
    });

  test.each([
    ['its exact text before all', num('0.3', 0.30000001, '0.30000000000000004'), 0.1 + 0.2],
    ['Floating Point Value where there is no text', num('0.333', 1 / 3), 1 / 3],
    ['the decimal where the text says another number', num('0.3', undefined, '0.9'), 0.3],
    ['Floating Point Value where only the text is another', num('0.3', 0.3, '0.9'), 0.3],
    ['the decimal where both are others', num('0.3', 0.9, '0.9'), 0.3],
    ['the decimal alone', num('12.50'), 12.5],
    ['Floating Point Value alone', num(undefined, 12.5), 12.5],
    ['nothing where there is none', num('x'), undefined],
  ])('is %s', (_, node, value) => {
    expect(numberOf(node)).toBe(value);
  });

  test('has a unit', () => {
    expect(unitOf(num('1'))).toEqual(CODES.millimetre);
  });
});

test.each([
  [0.73123, '0.731', true],
  [0.73123, '0.732', false],
  [0.7315, '0.73', true],
  [5612.3456789, '5612', true],
  [5612.3456789, '5613', false],
  // Padded on the way, or as an archive writes it.
  [5612.3456789, ' 5612 ', true],
  [12.5, '12.5000', true],
  [2, '2.', true],
  [-0.25, '-0.2500', true],
  [24.123456, '24.1', true],
  [24.16, '24.1', false],
  // To the sixteen characters of DS, and in exponents.
  [2 / 3, '0.66666666666667', true],
  [1.25e-7, '1.25e-7', true],
  [1.25e-7, '1.26e-7', false],
  // What was rounded to fewer digits than it shows has lost zeros.
  [0.70004, '0.7', true],
  [0.74, '0.7', true],
  [0.76, '0.7', false],
  [7, undefined, true],
])('%p is %p to the digits that it has: %p', (value, decimal, same) => {
  expect(roundsTo(value, decimal)).toBe(same);
});
