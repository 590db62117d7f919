import { newSigner, verifyByNode, verifyByWebCrypto } from '../../../test/support/ed25519.js';
import {
  reportContextFixture,
  severalLesionsFixture,
} from '../../../test/support/predictionFixture.js';
import type { ForeignDataset, NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import { decodePart10, encodePart10 } from '../dicom/writing/part10.js';
import { toHex } from '../signature/hex.js';
import { buildPredictionReport } from './mutationReport.js';
import { readPredictionReport } from './readReport.js';
import { checkReportSignature, signReport } from './reportSignature.js';

const lesions = severalLesionsFixture();
const signer = newSigner();
const trusted = [{ name: 'Radiology', publicKey: toHex(signer.publicKey) }];
const now = new Date(2026, 1, 5);

const written = () => buildPredictionReport(lesions, reportContextFixture());
/** As it comes back from a file or an archive. */
const stored = async (dataset: NaturalisedDataset) => decodePart10(await encodePart10(dataset));
const check = (dataset: ForeignDataset, keys = trusted, verify = verifyByNode) =>
  checkReportSignature(readPredictionReport(dataset), keys, verify);

test('a report without a signature says so', async () => {
  expect(await check(written())).toEqual({ kind: 'unsigned' });
});

test('a signed report is another instance that says the same and replaces the one signed', async () => {
  const before = readPredictionReport(written());
  const original = written();
  const signed = await stored(await signReport(await stored(original), signer, now));
  const report = readPredictionReport(signed);
  expect(report.lesions).toStrictEqual(before.lesions);
  expect(report.sopInstanceUid).not.toBe(original['SOPInstanceUID']);
  expect(report.replaces).toEqual([original['SOPInstanceUID']]);
  expect(report.seriesInstanceUid).toBe(original['SeriesInstanceUID']);
  expect(report.instanceNumber).toBe(2);
  expect([signed['InstanceCreationDate'], signed['InstanceCreationTime']]).toEqual([
    ...['20260205', '000000.000'],
  ]);
  expect(report.contentDate).toBe(before.contentDate);
  expect(report.origin.system).toBe('own');
  for (const verify of [verifyByNode, verifyByWebCrypto]) {
    expect(await check(signed, trusted, verify)).toEqual({ kind: 'trusted', signer: 'Radiology' });
  }
  expect(await check(signed, [])).toMatchObject({ kind: 'unknown-key' });
});

test('what the original replaced stays replaced', async () => {
  const earlier = readPredictionReport(written());
  const context = { ...reportContextFixture(), predecessors: [earlier] };
  const original = buildPredictionReport(lesions, context);
  const report = readPredictionReport(await signReport(await stored(original), signer, now));
  expect(report.replaces).toEqual([earlier.sopInstanceUid, original['SOPInstanceUID']]);
});

test('signed again it bears one signature, of the last signer', async () => {
  const other = newSigner();
  const once = await signReport(written(), other, now);
  const twice = await stored(await signReport(await stored(once), signer, now));
  expect(await check(twice)).toEqual({ kind: 'trusted', signer: 'Radiology' });
});

test('how archives write names, numbers and headers does not matter', async () => {
  const signed = await stored(await signReport(written(), signer, now));
  const coerced = {
    ...signed,
    PatientName: 'MÜLLER^JÖRG^^',
    IssuerOfPatientID: 'CLINIC',
    SeriesDescription: 'Other words',
    SeriesInstanceUID: '1.2.3',
    InstanceNumber: '77',
  };
  expect(await check(coerced)).toEqual({ kind: 'trusted', signer: 'Radiology' });
});

type Item = { [keyword: string]: unknown; ContentSequence?: Item[] };
const nodesOf = (item: Item): Item[] => [item, ...(item.ContentSequence ?? []).flatMap(nodesOf)];

test.each<[string, (root: Item) => void]>([
  ['the patient', (root) => (root['PatientID'] = 'MP-2')],
  ['the study', (root) => (root['StudyInstanceUID'] = '2.25.5')],
  ['the date', (root) => (root['ContentDate'] = '20270101')],
  ['the manufacturer', (root) => (root['Manufacturer'] = 'Others Inc.')],
  ['the instance', (root) => (root['SOPInstanceUID'] = '2.25.6')],
  ['that it was verified', (root) => (root['VerificationFlag'] = 'VERIFIED')],
  ['what it replaces', (root) => delete root['PredecessorDocumentsSequence']],
  [
    'a probability, and the seal with it',
    (root) => {
      const [own] = severalLesionsFixture();
      const targets = own!.prediction.targets.map((target) => ({ ...target, probability: 0.99 }));
      const forged = buildPredictionReport(
        [{ ...own!, prediction: { ...own!.prediction, targets } }, ...lesions.slice(1)],
        reportContextFixture(),
      ) as Item;
      const groups = (from: Item) =>
        from.ContentSequence!.find((item) =>
          JSON.stringify(item['ConceptNameCodeSequence']).includes('126010'),
        )!;
      groups(root).ContentSequence = groups(forged).ContentSequence!;
    },
  ],
  [
    'the signature',
    (root) => {
      const item = nodesOf(root).find(({ TextValue }) => String(TextValue).startsWith('ed25519:'))!;
      item['TextValue'] = String(item['TextValue']).replace(/.$/, (digit) =>
        digit === '0' ? '1' : '0',
      );
    },
  ],
  [
    'that there is one signature',
    (root) => {
      const holder = nodesOf(root).find((item) =>
        item.ContentSequence?.some(({ TextValue }) => String(TextValue).startsWith('ed25519:')),
      )!;
      holder.ContentSequence = [...holder.ContentSequence!, holder.ContentSequence!.at(-1)!];
    },
  ],
])('who changes %s of a signed report is found out', async (_, change) => {
  const root = structuredClone(await signReport(written(), signer, now)) as Item;
  expect(await check(root)).toEqual({ kind: 'trusted', signer: 'Radiology' });
  change(root);
  expect(await check(root)).toEqual({ kind: 'tampered' });
});

test('what is not ours is not signed', async () => {
  const others = { ...written(), Manufacturer: 'Others Inc.' };
  await expect(signReport(others, signer, now)).rejects.toMatchObject({ code: 'invalid-report' });
});
