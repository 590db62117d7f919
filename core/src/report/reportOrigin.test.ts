import { readFileSync } from 'node:fs';
import {
  reportContextFixture,
  reportedLesionFixture,
  severalLesionsFixture,
} from '../../../test/support/predictionFixture.js';
import { decodePart10, encodePart10 } from '../dicom/writing/part10.js';
import { buildPredictionReport } from './mutationReport.js';
import { readPredictionReport } from './readReport.js';
import { predictedTargets } from '../../../test/support/predictedTargets.js';

type Item = { [keyword: string]: unknown; ContentSequence?: Item[] };

const report = (lesions = severalLesionsFixture()) =>
  structuredClone(buildPredictionReport(lesions, reportContextFixture())) as Item;
const originOf = (root: Item) => readPredictionReport(root).origin;
const nodesOf = (item: Item): Item[] => [item, ...(item.ContentSequence ?? []).flatMap(nodesOf)];

/** As a forger would: the seal of the last group, or of all, is left out. */
function withoutSeal(root: Item, isFrom = 0): Item {
  const groups = nodesOf(root).filter((item) =>
    item.ContentSequence?.some(({ TextValue }) => String(TextValue).startsWith('checksum=')),
  );
  for (const group of groups.slice(isFrom)) {
    group.ContentSequence = group.ContentSequence!.filter(
      ({ TextValue }) => !/^(checksum|group)=/.test(String(TextValue)),
    );
  }
  return root;
}

/** A probability of 0.99, in place of whatever was there. */
function withNinetyNine(root: Item): Item {
  const probability = nodesOf(root).find((item) =>
    JSON.stringify(item['ConceptNameCodeSequence'] ?? '').includes('EGFR_MUT_PROB'),
  )!;
  probability['MeasuredValueSequence'] = [
    { NumericValue: '0.99', MeasurementUnitsCodeSequence: [] },
  ];
  probability.ContentSequence = probability.ContentSequence!.filter(
    (child) => !JSON.stringify(child['ConceptNameCodeSequence']).includes('EXACT_VALUE'),
  );
  return root;
}

test('our own report says who made it', async () => {
  const own = {
    system: 'own',
    manufacturer: 'OHIF Mutation Prediction',
    device: 'OHIF Mutation Prediction',
    softwareVersion: '0.1.0',
    author: 'OHIF Mutation Prediction, MMDL nine views (demonstration)',
    verification: 'unverified',
  };
  expect(originOf(report())).toEqual(own);
  const stored = buildPredictionReport([reportedLesionFixture()], reportContextFixture());
  const decoded = await decodePart10(await encodePart10(stored));
  expect(readPredictionReport(decoded).origin).toEqual(own);
});

test('a forged probability is refused by the seal, and never ours without it', () => {
  expect(() => originOf(withNinetyNine(report()))).toThrow(/missing or were changed/);
  const forged = readPredictionReport(withNinetyNine(withoutSeal(report())));
  expect(predictedTargets(forged.predictions[0]!)[0]!.probability).toBe(0.99);
  expect(forged.origin.system).toBe('other');
  expect(originOf(withoutSeal(report(), 2)).system).toBe('other');
});

test.each([
  ['Manufacturer', 'Others Inc.'],
  ['Manufacturer', ''],
  ['ManufacturerModelName', 'Another viewer'],
])('sealed or not, what names %s "%s" is another system’s', (keyword, value) => {
  expect(originOf({ ...report(), [keyword]: value }).system).toBe('other');
});

test('the reports of 0.1.0 had no seal', async () => {
  const file = readFileSync('test/golden/report/earlier/0.1.0-phantom.dcm');
  const { origin } = readPredictionReport(await decodePart10(file));
  expect(origin).toMatchObject({ system: 'other', manufacturer: 'OHIF Mutation Prediction' });
});

test('author and verification are told as the document states them', async () => {
  const stated = {
    ...buildPredictionReport([reportedLesionFixture()], reportContextFixture()),
    SoftwareVersions: ['1.2', 'build 7'],
    VerificationFlag: 'VERIFIED',
    VerifyingObserverSequence: [
      { VerifyingObserverName: 'Roe^Mary', VerifyingOrganization: 'Clinic' },
    ],
    AuthorObserverSequence: [{ ObserverType: 'PSN', PersonName: 'Doe^John' }],
  };
  const { origin } = readPredictionReport(await decodePart10(await encodePart10(stated)));
  expect(origin).toMatchObject({
    softwareVersion: '1.2, build 7',
    author: 'Doe^John',
    verification: 'verified',
    verifiedBy: 'Roe^Mary',
  });
});

test('a report tells which ones it replaces', () => {
  const before = readPredictionReport(report());
  const context = { ...reportContextFixture(), predecessors: [before] };
  const next = readPredictionReport(buildPredictionReport([reportedLesionFixture()], context));
  expect(before.replaces).toEqual([]);
  expect(next.replaces).toEqual([before.sopInstanceUid]);
});

describe('the author', () => {
  const authored = (attributes: object, change: (root: Item) => void = () => undefined) => {
    const root = report();
    change(root);
    return originOf({ ...root, ...attributes });
  };
  const observer = (root: Item, code: string) =>
    root.ContentSequence!.findIndex((item) =>
      JSON.stringify(item['ConceptNameCodeSequence']).includes(code),
    );

  test('is the person of the document, else its device, else a person of the content', () => {
    const person = {
      ValueType: 'PNAME',
      ConceptNameCodeSequence: [{ CodeValue: '121008', CodingSchemeDesignator: 'DCM' }],
      PersonName: 'Poe^Ann',
    };
    const withPerson = (root: Item) => root.ContentSequence!.push(person);
    const device = { ObserverType: 'DEV', ManufacturerModelName: 'CAD' };
    expect(authored({ AuthorObserverSequence: [device] }, withPerson).author).toBe('CAD');
    expect(
      authored({ AuthorObserverSequence: [{ ...device, PersonName: 'Doe^J' }] }, withPerson).author,
    ).toBe('Doe^J');
    expect(authored({}, withPerson).author).toBe('Poe^Ann');
  });

  test('is else the observing device, as far as it is named', () => {
    const without = (code: string) => (root: Item) =>
      root.ContentSequence!.splice(observer(root, code), 1);
    expect(authored({}, without('121015')).author).toBe('OHIF Mutation Prediction');
    expect(authored({}, without('121013')).author).toBe('MMDL nine views (demonstration)');
    const neither = authored({}, (root) => {
      without('121013')(root);
      without('121015')(root);
    });
    expect(neither).not.toHaveProperty('author');
  });
});

test('what a document does not say of itself is absent', () => {
  const silent = { Manufacturer: '', ManufacturerModelName: undefined, SoftwareVersions: [] };
  const origin = originOf({ ...report(), ...silent });
  expect(Object.keys(origin).sort()).toEqual(['author', 'system', 'verification']);
  expect(originOf({ ...report(), VerificationFlag: 'UNVERIFIED' }).verification).toBe('unverified');
  expect(originOf({ ...report(), SoftwareVersions: ['1.0'] }).softwareVersion).toBe('1.0');
});
