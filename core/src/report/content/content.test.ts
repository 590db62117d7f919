import {
  parameterNamed,
  readParameters,
  splitParameter,
  writeParameters,
  type ParameterTable,
} from './algorithmParameters.js';
import { CODES, PRIVATE_SCHEME_UID, sameConcept, termFor } from './codes.js';
import { codingSchemeIdentification } from './codingSchemes.js';
import {
  codedConcept,
  codeContentItem,
  containerContentItem,
  decimalFor,
  imageContentItem,
  isUid,
  textContentItem,
  uidRefContentItem,
} from './contentItems.js';
import { readItems } from './contentTree.js';
import { measurement } from './measurement.js';
import { getAt, setAt, type Draft } from './propertyPath.js';
import { isAllowedRelationship } from './relationships.js';

const finding = { CodeValue: '121071', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Finding' };

describe('content items (PS3.3 C.17.3)', () => {
  test('have relationship, type and name, and content only where there is some', () => {
    expect(textContentItem(CODES.finding, 'text', 'CONTAINS')).toEqual({
      RelationshipType: 'CONTAINS',
      ValueType: 'TEXT',
      ConceptNameCodeSequence: [finding],
      TextValue: 'text',
    });
    expect(uidRefContentItem(CODES.finding, '2.25.1', 'HAS OBS CONTEXT')).toEqual({
      RelationshipType: 'HAS OBS CONTEXT',
      ValueType: 'UIDREF',
      ConceptNameCodeSequence: [finding],
      UID: '2.25.1',
    });
    const child = textContentItem(CODES.finding, 'text', 'HAS PROPERTIES');
    expect(codeContentItem(CODES.finding, CODES.male, 'CONTAINS', [child])).toEqual({
      RelationshipType: 'CONTAINS',
      ValueType: 'CODE',
      ConceptNameCodeSequence: [finding],
      ConceptCodeSequence: [{ CodeValue: 'M', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Male' }],
      ContentSequence: [child],
    });
  });

  test('a container is separate, names its template, and as root has no relationship', () => {
    const child = textContentItem(CODES.finding, 'text', 'CONTAINS');
    expect(containerContentItem(CODES.finding, [child], undefined, '1500')).toEqual({
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: [finding],
      ContinuityOfContent: 'SEPARATE',
      ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1500' }],
      ContentSequence: [child],
    });
    const inner = containerContentItem(CODES.finding, [child], 'CONTAINS');
    expect(inner).toMatchObject({ RelationshipType: 'CONTAINS' });
    expect(inner).not.toHaveProperty('ContentTemplateSequence');
  });

  const image = { sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4', sopInstanceUid: '2.25.1' };

  test('an image names class and instance, and segment and frames where there are some', () => {
    const reference = {
      ReferencedSOPClassUID: image.sopClassUid,
      ReferencedSOPInstanceUID: image.sopInstanceUid,
    };
    const written = (more: object) =>
      imageContentItem(CODES.sourceOfMeasurement, { ...image, ...more }, 'CONTAINS')[
        'ReferencedSOPSequence'
      ];
    expect(written({})).toEqual([reference]);
    expect(written({ segmentNumber: 65535 })).toEqual([
      { ...reference, ReferencedSegmentNumber: 65535 },
    ]);
    expect(written({ frameNumbers: [2, 1] })).toEqual([
      { ...reference, ReferencedFrameNumber: ['2', '1'] },
    ]);
  });

  test.each([
    ['segment number 65536', { segmentNumber: 65536 }, 'segment-number'],
    ['half a segment', { segmentNumber: 1.5 }, 'segment-number'],
    ['frame 0', { frameNumbers: [1, 0] }, 'frame-number'],
    ['half a frame', { frameNumbers: [1.5] }, 'frame-number'],
    ['no class', { sopClassUid: 'CT' }, 'class-uid'],
    ['no instance', { sopInstanceUid: 'CT' }, 'instance-uid'],
  ])('an image with %s is refused', (_, change, reason) => {
    const build = () =>
      imageContentItem(CODES.sourceOfMeasurement, { ...image, ...change }, 'CONTAINS');
    expect(build).toThrow(expect.objectContaining({ reason: `invalid-report.${reason}` }));
    expect(build).toThrow('"Source of Measurement"');
  });

  test('a code fits SH and LO to the last character', () => {
    const code = { value: 'v'.repeat(16), scheme: 's'.repeat(16), meaning: 'm'.repeat(64) };
    expect(codedConcept(code)).toEqual({
      CodeValue: code.value,
      CodingSchemeDesignator: code.scheme,
      CodeMeaning: code.meaning,
    });
    expect(() => codedConcept({ ...code, scheme: ' ' })).toThrow(
      expect.objectContaining({ reason: 'invalid-report.no-code-part' }),
    );
    expect(() => codedConcept({ ...code, value: 'ä' })).toThrow(/"ä" is not plain ASCII/);
  });

  test('a UID has at most 64 characters, and components without leading zeros', () => {
    expect(isUid(`2.25.${'1'.repeat(59)}`)).toBe(true);
    expect(isUid(`2.25.${'1'.repeat(60)}`)).toBe(false);
    expect(isUid('1.0.840')).toBe(true);
    expect(['1.', '.1', '1..2', '1.2a', ' 1.2', '01.2'].filter(isUid)).toEqual([]);
  });
});

describe('a measurement', () => {
  const written = (value: number, decimals?: number) => {
    const item = measurement(CODES.volume, value, CODES.noUnits, 'CONTAINS', [], decimals);
    const [measured] = readItems(item['MeasuredValueSequence']);
    const { NumericValue, FloatingPointValue } = measured!;
    return [NumericValue, FloatingPointValue, item.ContentSequence?.[0]?.['TextValue']];
  };

  test('is also a text where its decimal string is not the number', () => {
    expect(written(0.25)).toEqual(['0.25', 0.25, undefined]);
    expect(written(0.25, 2)).toEqual(['0.25', 0.25, undefined]);
    expect(written(0.25, 1)).toEqual(['0.3', 0.25, '0.25']);
    expect(written(2 / 3)).toEqual(['0.66666666666667', 2 / 3, '0.6666666666666666']);
    expect(written(14.7, 0)).toEqual(['15', 14.7, '14.7']);
  });

  test('says below it what it is, before its exact value', () => {
    const derivation = codeContentItem(CODES.derivation, CODES.maximum, 'HAS CONCEPT MOD');
    const item = measurement(CODES.diameter, 1 / 3, CODES.millimetre, 'CONTAINS', [derivation]);
    expect(item.ContentSequence).toEqual([
      derivation,
      textContentItem(CODES.exactValue, '0.3333333333333333', 'HAS PROPERTIES'),
    ]);
  });

  test('decimals are rounded, not cut', () => {
    expect(decimalFor(0.9996, 3)).toBe('1');
    expect(decimalFor(-61.25, 1)).toBe('-61.3');
    expect(decimalFor(12, 3)).toBe('12');
    expect(decimalFor(1 / 3)).toBe('0.33333333333333');
  });

  test('is refused where it is no number', () => {
    expect(() => written(NaN)).toThrow(
      expect.objectContaining({ reason: 'invalid-report.not-finite' }),
    );
  });
});

/** PS3.3 table A.35.13-2, of the value types that we write. */
test('relationships are those that Comprehensive 3D SR allows', () => {
  const types = ['CONTAINER', 'TEXT', 'CODE', 'NUM', 'UIDREF', 'IMAGE'];
  const relationships = [
    ...['CONTAINS', 'HAS OBS CONTEXT', 'HAS ACQ CONTEXT', 'HAS CONCEPT MOD'],
    ...['HAS PROPERTIES', 'INFERRED FROM'],
  ];
  const allowed = types.flatMap((source) =>
    relationships.flatMap((relationship) => {
      const targets = types.filter((target) => isAllowedRelationship(source, relationship, target));
      return targets.length > 0 ? [`${source} ${relationship} ${targets.join()}`] : [];
    }),
  );
  const finding = (source: string) => [
    `${source} HAS OBS CONTEXT TEXT,CODE,NUM,UIDREF`,
    `${source} HAS CONCEPT MOD TEXT,CODE`,
    `${source} HAS PROPERTIES CONTAINER,TEXT,CODE,NUM,UIDREF,IMAGE`,
    `${source} INFERRED FROM CONTAINER,TEXT,CODE,NUM,UIDREF,IMAGE`,
  ];
  const [context, modifier, ...inference] = finding('NUM');
  expect(allowed).toEqual([
    'CONTAINER CONTAINS CONTAINER,TEXT,CODE,NUM,UIDREF,IMAGE',
    'CONTAINER HAS OBS CONTEXT TEXT,CODE,NUM,UIDREF',
    'CONTAINER HAS ACQ CONTEXT CONTAINER,TEXT,CODE,NUM,UIDREF',
    'CONTAINER HAS CONCEPT MOD TEXT,CODE',
    ...finding('TEXT'),
    ...finding('CODE'),
    context,
    'NUM HAS ACQ CONTEXT CONTAINER,TEXT,CODE,NUM,UIDREF',
    modifier,
    ...inference,
    'UIDREF HAS CONCEPT MOD TEXT,CODE',
    'IMAGE HAS ACQ CONTEXT CONTAINER,TEXT,CODE,NUM,UIDREF',
    'IMAGE HAS CONCEPT MOD TEXT,CODE',
  ]);
  expect(isAllowedRelationship('SCOORD', 'CONTAINS', 'TEXT')).toBe(false);
  expect(isAllowedRelationship('TEXT', 'SELECTED FROM', 'IMAGE')).toBe(false);
});

test('a concept is its value in its scheme, whatever its meaning is called', () => {
  const code = { value: 'M', scheme: 'DCM', meaning: 'männlich' };
  expect(sameConcept(code, CODES.male)).toBe(true);
  expect(sameConcept({ ...code, scheme: 'SCT' }, CODES.male)).toBe(false);
  expect(sameConcept({ ...code, value: 'F' }, CODES.male)).toBe(false);
  expect(sameConcept(undefined, CODES.male)).toBe(false);
  const terms = { a: CODES.female, b: CODES.male };
  expect(termFor(terms, code)).toBe('b');
  expect(termFor(terms, CODES.present)).toBeUndefined();
});

describe('coding schemes (PS3.3 C.12.1.1.1)', () => {
  const declared = (...schemes: readonly string[]) =>
    codingSchemeIdentification({
      ConceptNameCodeSequence: [{ CodeValue: '1', CodingSchemeDesignator: 'DCM' }],
      ContentSequence: schemes.map((CodingSchemeDesignator) => ({
        ConceptCodeSequence: [{ CodeValue: '1', CodingSchemeDesignator }],
      })),
    });

  test('ours is declared always, those of PS3.16 never', () => {
    expect(declared('SCT', 'UCUM', 'LN', 'IBSI', 'UMLS', 'RFC5646', 'FMA', 'SRT')).toEqual([
      {
        CodingSchemeDesignator: '99MUTPRED',
        CodingSchemeUID: PRIVATE_SCHEME_UID,
        CodingSchemeName: 'OHIF Mutation Prediction codes',
        CodingSchemeResponsibleOrganization: 'OHIF Mutation Prediction',
      },
    ]);
  });

  test('others once each, behind it, those that are known by their UID', () => {
    const all = declared('HGNC', '99OTHER', '99MUTPRED', 'HGNC');
    expect(all.map(({ CodingSchemeDesignator }) => CodingSchemeDesignator)).toEqual([
      '99MUTPRED',
      'HGNC',
      '99OTHER',
    ]);
    expect(all[1]).toMatchObject({ CodingSchemeUID: '2.16.840.1.113883.6.281' });
    expect(all[2]).toEqual({
      CodingSchemeDesignator: '99OTHER',
      CodingSchemeName: 'Codes of the model package or the segmentation',
    });
  });
});

describe('parameters', () => {
  const table: ParameterTable = [
    ['label', 'lesion.label', 'text'],
    ['from', 'range.0', 'number'],
    ['to', 'range.1', 'number'],
    ['missing', 'missing', 'list'],
  ];

  test('are written as key=value, and return', () => {
    const source = { lesion: { label: 'Läsion=1' }, range: [0.1 + 0.2, 1], missing: ['a', 'b'] };
    const written = writeParameters(table, source);
    expect(written).toEqual([
      ...['label=L&#228;sion=1', 'from=0.30000000000000004', 'to=1', 'missing=a,b'],
    ]);
    const read: Draft = {};
    readParameters(table, ['newer=1', ...written], read);
    expect(read).toEqual(source);
    expect(read['range']).toBeInstanceOf(Array);
  });

  test('are absent where there is nothing, and empty where there is none', () => {
    expect(writeParameters(table, { lesion: null, missing: [] })).toEqual(['missing=']);
    const read: Draft = {};
    readParameters(table, ['missing='], read);
    expect(read).toEqual({ missing: [] });
  });

  test('are found by their whole name; the value may hold a sign of equality', () => {
    const parameters = ['target_gene=1', 'target=a=b', 'target=c'];
    expect(parameterNamed(parameters, 'target')).toBe('a=b');
    expect(parameterNamed(parameters, 'gene')).toBeUndefined();
    expect(splitParameter('alone')).toEqual(['alone', '']);
  });
});

test('paths go through objects and arrays, and make them on their way', () => {
  const draft: Draft = { kept: { a: 1 } };
  setAt(draft, 'kept.b', 2);
  setAt(draft, 'list.1', 'x');
  setAt(draft, 'list.0', 'w');
  setAt(draft, 'flat', true);
  expect(draft).toEqual({ kept: { a: 1, b: 2 }, list: ['w', 'x'], flat: true });
  expect(Array.isArray(draft['list'])).toBe(true);
  expect(getAt(draft, 'list.1')).toBe('x');
  expect(getAt(draft, 'kept.a')).toBe(1);
  expect(getAt(draft, 'kept.a.b')).toBeUndefined();
  expect(getAt(draft, 'none.at.all')).toBeUndefined();
  expect(getAt(null, 'a')).toBeUndefined();
});
