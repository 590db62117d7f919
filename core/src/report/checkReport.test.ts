import {
  reportContextFixture,
  reportedLesionFixture,
} from '../../../test/support/predictionFixture.js';
import { checkReport } from './checkReport.js';
import { buildPredictionReport } from './mutationReport.js';

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
])('notices that %s', (_, damage, problem) => {
  const root = report();
  damage(root);
  expect(checkReport(root).join('\n')).toMatch(problem);
});
