import {
  reportContextFixture,
  reportedLesionFixture,
  withheldPredictionFixture,
} from '../../../../test/support/predictionFixture.js';
import { checkReport } from './checkReport.js';
import { buildPredictionReport } from '../mutationReport.js';

/* Each test breaks one thing in a sound report; most of them no validator notices. */

type Item = { [keyword: string]: unknown } & {
  ContentSequence?: Item[];
  ConceptNameCodeSequence?: { CodeValue: string }[];
};

const report = () =>
  structuredClone(buildPredictionReport([reportedLesionFixture()], reportContextFixture())) as Item;

const find = (item: Item, value: string): Item[] => [
  ...(item.ConceptNameCodeSequence?.[0]?.CodeValue === value ? [item] : []),
  ...(item.ContentSequence ?? []).flatMap((child) => find(child, value)),
];

const sequence = (item: Item, keyword: string) => item[keyword] as Item[];

const without = (item: Item, value: string) => {
  item.ContentSequence = item.ContentSequence!.filter(
    (child) => child.ConceptNameCodeSequence?.[0]?.CodeValue !== value,
  );
};

const segmentReference = (root: Item) =>
  sequence(find(root, '121191')[0]!, 'ReferencedSOPSequence')[0]!;

const measured = (root: Item, name: string) =>
  sequence(find(root, name)[0]!, 'MeasuredValueSequence')[0]!;

const evidenceOfCt = (root: Item) => {
  const [study] = sequence(root, 'CurrentRequestedProcedureEvidenceSequence');
  return sequence(sequence(study!, 'ReferencedSeriesSequence')[0]!, 'ReferencedSOPSequence');
};

test('a report as built is sound', () => {
  expect(checkReport(report())).toEqual([]);
});

test.each<[string, (root: Item) => void, RegExp]>([
  [
    'the segment number is missing',
    (root) =>
      delete sequence(find(root, '121191')[0]!, 'ReferencedSOPSequence')[0]![
        'ReferencedSegmentNumber'
      ],
    /no ReferencedSegmentNumber/,
  ],
  [
    'the referenced segment is missing',
    (root) => without(find(root, '125007')[0]!, '121191'),
    /referenced segment is missing/,
  ],
  [
    'the tracking UID is missing',
    (root) => without(find(root, '125007')[0]!, '112040'),
    /first UID is not the tracking UID/,
  ],
  [
    'the tracking UID is not the first UID',
    (root) => find(root, '125007')[0]!.ContentSequence!.reverse(),
    /first UID is not the tracking UID/,
  ],
  [
    'the tracking identifier is missing',
    (root) => without(find(root, '125007')[0]!, '112039'),
    /tracking identifier is missing/,
  ],
  [
    'the group names no template',
    (root) => delete find(root, '125007')[0]!['ContentTemplateSequence'],
    /template is not TID 1411/,
  ],
  [
    'there is no group',
    (root) => without(find(root, '126010')[0]!, '125007'),
    /no measurement group/,
  ],
  [
    'the title is OHIF’s own',
    (root) => (root.ConceptNameCodeSequence![0]!.CodeValue = '126000'),
    /the title is another/,
  ],
  [
    'an image has no concept name',
    (root) => delete find(root, '121112')[1]!.ConceptNameCodeSequence,
    /an? IMAGE item has no concept name/,
  ],
  [
    'a relationship is not allowed',
    (root) => (find(root, '122411')[0]!['RelationshipType'] = 'HAS CONCEPT MOD'),
    /"Threshold Value" may not be HAS CONCEPT MOD/,
  ],
  [
    'decimal and floating point value differ',
    (root) =>
      (sequence(find(root, 'EGFR_MUT_PROB')[0]!, 'MeasuredValueSequence')[0]!['NumericValue'] =
        '0.9'),
    /"Probability of EGFR mutation" has two different values/,
  ],
  [
    'the segment is not in the evidence',
    (root) => {
      const [study] = sequence(root, 'CurrentRequestedProcedureEvidenceSequence');
      sequence(study!, 'ReferencedSeriesSequence').pop();
    },
    /"Referenced Segment" refers to an instance that is not in the evidence/,
  ],
  [
    'one CT slice is not in the evidence',
    (root) => {
      const [study] = sequence(root, 'CurrentRequestedProcedureEvidenceSequence');
      sequence(sequence(study!, 'ReferencedSeriesSequence')[0]!, 'ReferencedSOPSequence').pop();
    },
    /"Source of Measurement" refers to an instance/,
  ],
  [
    'HGNC is not declared',
    (root) => sequence(root, 'CodingSchemeIdentificationSequence').pop(),
    /HGNC is not declared/,
  ],
  ...(
    [
      ['Manufacturer', /Device Observer Manufacturer is not the Manufacturer/],
      ['ManufacturerModelName', /Algorithm Name is not the ManufacturerModelName/],
      ['SoftwareVersions', /Algorithm Version is not the SoftwareVersions/],
      ['DeviceUID', /Device Observer UID is not the DeviceUID/],
    ] as const
  ).map(([keyword, problem]): [string, (root: Item) => void, RegExp] => [
    `the contributing equipment has another ${keyword}`,
    (root) => (sequence(root, 'ContributingEquipmentSequence')[0]![keyword] = '2.25.7'),
    problem,
  ]),
  [
    'it claims to be verified',
    (root) => (root['VerificationFlag'] = 'VERIFIED'),
    /claims to be verified/,
  ],
  [
    'it is not qualified as research',
    (root) => (root['ContentQualification'] = 'PRODUCT'),
    /not qualified as research/,
  ],
  [
    'it does not say what it may be used for',
    (root) => without(find(root, 'C0034375')[0]!, 'INTENDED_USE'),
    /statement of intended use is missing/,
  ],
  ...([70000, 0, 1.5, 'one'] as const).map((number): [string, (root: Item) => void, RegExp] => [
    `the segment number is ${number}`,
    (root) => (segmentReference(root)['ReferencedSegmentNumber'] = number),
    /no ReferencedSegmentNumber/,
  ]),
  [
    'the segment number is that of another segment',
    (root) => (segmentReference(root)['ReferencedSegmentNumber'] = 4),
    /not that of the prediction/,
  ],
  [
    'the referenced segment is of another class than in the evidence',
    (root) => (segmentReference(root)['ReferencedSOPClassUID'] = '1.2.840.10008.5.1.4.1.1.66.7'),
    /"Referenced Segment" refers to an instance that is not in the evidence/,
  ],
  [
    'an image refers to nothing',
    (root) => (find(root, '121112')[0]!['ReferencedSOPSequence'] = []),
    /"Source of Measurement" does not refer to one instance/,
  ],
  [
    'the evidence lists an instance twice',
    (root) => evidenceOfCt(root).push(evidenceOfCt(root)[0]!),
    /lists an instance twice/,
  ],
  [
    'the evidence lists more than the document is about',
    (root) => evidenceOfCt(root).push({ ReferencedSOPInstanceUID: '2.25.7' }),
    /an instance that nothing refers to/,
  ],
  [
    'a decimal string is too long',
    (root) => (measured(root, '118565006')['NumericValue'] = '4321.98765432109800'),
    /"Volume" has more than 16 characters/,
  ],
  [
    'a number has no unit',
    (root) => delete measured(root, '118565006')['MeasurementUnitsCodeSequence'],
    /"Volume" has no unit/,
  ],
  [
    'a number has no exact value',
    (root) => delete measured(root, '118565006')['FloatingPointValue'],
    /"Volume" has no value/,
  ],
  [
    'a probability is in percent',
    (root) =>
      (measured(root, 'EGFR_MUT_PROB')['MeasurementUnitsCodeSequence'] = [
        { CodeValue: '%', CodingSchemeDesignator: 'UCUM', CodeMeaning: 'percent' },
      ]),
    /"Probability of EGFR mutation" is not a probability/,
  ],
  [
    'a status is missing',
    (root) => without(find(root, '125007')[0]!, 'KRAS_MUT_PRED'),
    /probabilities and statuses do not match/,
  ],
  [
    'a text is not ASCII',
    (root) => (find(root, '112039')[0]!['TextValue'] = 'Läsion'),
    /"Tracking Identifier" is no plain ASCII text/,
  ],
  [
    'a text is empty',
    (root) => (find(root, 'INTENDED_USE')[0]!['TextValue'] = ''),
    /"Intended use statement" is no plain ASCII text/,
  ],
  [
    'a UID is none',
    (root) => (find(root, '121012')[0]!['UID'] = 'mmdl-demo'),
    /"Device Observer UID" is no UID/,
  ],
  [
    'a code value is too long for SH',
    (root) =>
      (find(root, 'SLICE_COUNT')[0]!.ConceptNameCodeSequence![0]!.CodeValue += '_OF_LESION'),
    /a CodeValue of ".*" cannot be written/,
  ],
  [
    'the private scheme is not declared',
    (root) => sequence(root, 'CodingSchemeIdentificationSequence').shift(),
    /99MUTPRED is not declared/,
  ],
  [
    'the algorithm of one number is another',
    (root) => (find(find(root, 'EGFR_MUT_PROB')[0]!, '111003')[0]!['TextValue'] = '9.9'),
    /algorithm of "Probability of EGFR mutation" is no contributing equipment/,
  ],
  [
    'there is no contributing equipment',
    (root) => delete root['ContributingEquipmentSequence'],
    /DeviceUID of an equipment/,
  ],
  [
    'the source series is missing',
    (root) => without(find(root, '125007')[0]!, '121232'),
    /source series is missing/,
  ],
  [
    'a probability is above 1',
    (root) => {
      const probability = measured(root, 'EGFR_MUT_PROB');
      probability['NumericValue'] = '1.5';
      probability['FloatingPointValue'] = 1.5;
      without(find(root, 'EGFR_MUT_PROB')[0]!, 'EXACT_VALUE');
    },
    /"Probability of EGFR mutation" is not a probability/,
  ],
  [
    'a probability is negative',
    (root) => {
      const probability = measured(root, 'KRAS_MUT_PROB');
      probability['NumericValue'] = '-0.5';
      probability['FloatingPointValue'] = -0.5;
      without(find(root, 'KRAS_MUT_PROB')[0]!, 'EXACT_VALUE');
    },
    /"Probability of KRAS mutation" is not a probability/,
  ],
  [
    'a code is missing',
    (root) => (find(root, 'EGFR_MUT_PRED')[0]!['ConceptCodeSequence'] = []),
    /"Predicted EGFR mutation status" has no code/,
  ],
  [
    'the class is another',
    (root) => (root['SOPClassUID'] = '1.2.840.10008.5.1.4.1.1.88.33'),
    /the document is no Comprehensive 3D SR/,
  ],
  [
    'the root names no template',
    (root) => delete root['ContentTemplateSequence'],
    /the root template is not TID 1500/,
  ],
  [
    'the observer’s model name is another',
    (root) => (find(root, '121015')[0]!['TextValue'] = 'Other'),
    /Device Observer Model Name is not the ManufacturerModelName/,
  ],
  [
    'the equipment is of another purpose',
    (root) =>
      delete sequence(root, 'ContributingEquipmentSequence')[0]!['PurposeOfReferenceCodeSequence'],
    /DeviceUID of an equipment/,
  ],
  ['the observer is missing', (root) => without(root, '121005'), /DeviceUID of an equipment/],
  ['the language is missing', (root) => without(root, '121049'), /language is missing/],
  ['it is only partial', (root) => (root['CompletionFlag'] = 'PARTIAL'), /it is not complete/],
  [
    'a warning got lost',
    (root) => without(find(root, 'C0034375')[0]!, 'W_IN_PARTS'),
    /cannot be read back: .* parts of it are missing/,
  ],
  [
    'the age is another',
    (root) => {
      const age = measured(root, '121033');
      age['NumericValue'] = '46.5';
      age['FloatingPointValue'] = 46.5;
    },
    /cannot be read back/,
  ],
])('notices that %s', (_, damage, problem) => {
  const root = report();
  damage(root);
  expect(checkReport(root).join('\n')).toMatch(problem);
});

describe('what is withheld', () => {
  const withheld = () =>
    structuredClone(
      buildPredictionReport(
        [reportedLesionFixture(withheldPredictionFixture())],
        reportContextFixture(),
      ),
    ) as Item;

  test('has a status and no number', () => {
    const root = withheld();
    expect(checkReport(root)).toEqual([]);
    expect(find(root, 'EGFR_MUT_PROB')).toEqual([]);
    const [status] = find(root, 'EGFR_MUT_PRED');
    expect(sequence(status!, 'ConceptCodeSequence')[0]!['CodeValue']).toBe('WITHHELD');
    expect(root['SeriesDescription']).toMatch(/, WITHHELD, DEMONSTRATION, research use only$/);
  });

  test('is a liver, and not in a lung', () => {
    const text = JSON.stringify(withheld());
    expect(text).toContain('"10200004"');
    expect(text).not.toMatch(/39607008|45653009|108369006/);
  });

  test('does not pass for a result whose number was lost', () => {
    const root = withheld();
    const [status] = find(root, 'EGFR_MUT_PRED');
    sequence(status!, 'ConceptCodeSequence')[0]!['CodeValue'] = '52101004';
    expect(checkReport(root).join()).toMatch(/probabilities and statuses do not match/);
  });
});
