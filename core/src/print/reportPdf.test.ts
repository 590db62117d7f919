import { PDFDocument, PDFRawStream } from 'pdf-lib';
import { inflateSync } from 'node:zlib';
import { reportedLesionFixture } from '../../../test/support/predictionFixture.js';
import type { Prediction } from '../contract/prediction.js';
import { warningOf } from '../contract/warningOf.js';
import type { Seen } from '../explanation/activationVolume.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import { writeReportPdf } from './reportPdf.js';

const { prediction } = reportedLesionFixture();
const now = new Date('2026-03-14T13:03:00Z');

/** Text of each page, as it is drawn. */
async function textOf(pdf: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(pdf);
  return document.getPages().map((page) => {
    const contents = page.node.normalizedEntries().Contents;
    const streams = contents?.asArray().map((ref) => document.context.lookup(ref)) ?? [];
    return streams
      .filter((stream) => stream instanceof PDFRawStream)
      .map(({ contents: bytes }) => inflateSync(bytes).toString('latin1'))
      .flatMap((operators) => [...operators.matchAll(/<([0-9A-F]+)> Tj/g)])
      .map(([, hex]) => Buffer.from(hex!, 'hex').toString('latin1'))
      .join('\n');
  });
}

const views: NonNullable<Seen['views']> = {
  planes: ['axial', 'coronal', 'sagittal'],
  size: 8,
  hu: Float32Array.from({ length: 192 }, (_, n) => -1000 + 5 * n),
  cubeSize: 4,
  cubeSpacingMm: 1,
  mask: Uint8Array.from({ length: 48 }, (_, n) => (n % 16 === 5 ? 1 : 0)),
  centreLps: [0, 0, 0],
};
const maps: ActivationMaps = {
  ...{ input: 'views', method: 'cam', targets: prediction.targets.map(({ id }) => id) },
  ...{ unconfirmed: ['EGFR'], images: 3, size: [2, 2] },
  data: Float32Array.from({ length: 12 * prediction.targets.length }, (_, n) => (n % 5) - 2),
};

test('one page says what the report says: whose, which lesion, what of it, by which model, and for what use', async () => {
  const pdf = await writeReportPdf([{ prediction, seen: { views }, activationMaps: [maps] }], {
    now,
    study: {
      PatientName: 'Müller^Jürgen',
      PatientID: 'ID-7',
      PatientBirthDate: '19590102',
      StudyDate: '20250314',
    },
    reportUid: '1.2.3',
  });
  const pages = await textOf(pdf);
  expect(pages).toHaveLength(1);
  const [text] = pages;
  for (const words of [
    'Research use only. Not for clinical use. Image-derived, not a molecular test.',
    ...['M\u00fcller J\u00fcrgen', 'ID-7', '2 Jan 1959', '14 Mar 2025'],
    `Lesion: ${prediction.lesion.label}`,
    ...['Axial', 'Coronal', 'Sagittal', 'for KRAS', 'against KRAS', prediction.model.digest],
    ...['printed 14 Mar 2026, 13:03 UTC, of the DICOM SR 1.2.3', 'Page 1 of 1'],
  ]) {
    expect(text).toContain(words);
  }
  for (const target of prediction.targets) {
    expect(text).toContain(target.codes.probability.meaning);
    if (target.status !== 'withheld') expect(text).toContain(target.probability.toFixed(2));
  }
  for (const { message } of prediction.warnings) expect(text).toContain(message.split(' ')[0]);
  expect((await PDFDocument.load(pdf)).getTitle()).toContain(prediction.lesion.label);
});

test('that a model says nothing of a patient stands above its numbers', async () => {
  const first = warningOf('not-from-patients');
  const warnings = [first, warningOf('contrast-unknown')];
  const pdf = await writeReportPdf([{ prediction: { ...prediction, warnings } }], { now });
  const [text] = await textOf(pdf);
  expect(text!.indexOf(first.message)).toBeGreaterThan(0);
  expect(text!.indexOf(first.message)).toBeLessThan(text!.indexOf('Lesion:'));
});

test('what is withheld has no number, and says why', async () => {
  const reason = warningOf('outside-lung.none', { reach: 22 });
  const withheld: Prediction = {
    ...prediction,
    targets: prediction.targets.map(({ id, codes }) => ({
      ...{ id, codes, status: 'withheld' as const, reasons: ['outside-lung' as const] },
    })),
    warnings: [reason],
  };
  const [text] = await textOf(await writeReportPdf([{ prediction: withheld }], { now }));
  expect(text!.match(/^Withheld$/gm)).toHaveLength(prediction.targets.length);
  expect(text!.replaceAll('\n', ' ')).toContain(reason.message.slice(0, 60));
  expect(text).not.toMatch(/^\d\.\d\d$/m);
  expect(text).not.toContain('threshold');
});

test('names in other letters are said to be, others lose their marks, and nothing fails', async () => {
  const of = async (PatientName: string) =>
    (await textOf(await writeReportPdf([{ prediction }], { now, study: { PatientName } })))[0];
  expect(await of('山田^太郎')).toContain('in other letters, see the');
  expect(await of('Yamada^Tarou=山田^太郎')).toContain('Yamada Tarou');
  expect(await of('Łukasz^Dvořák')).toContain('Lukasz Dvor\u00e1k');
  expect(await of('')).toContain('not stated');
});

test('each lesion begins a page, and many warnings go on to the next', async () => {
  const long = Array.from({ length: 60 }, (_, n) => ({
    ...prediction.warnings[0]!,
    message: `Warning ${n}. ${'A word after a word. '.repeat(8)}`,
  }));
  const pdf = await writeReportPdf(
    [{ prediction }, { prediction: { ...prediction, warnings: long } }],
    { now },
  );
  const pages = await textOf(pdf);
  expect(pages.length).toBeGreaterThan(2);
  expect(pages[1]).toContain('Research use only.');
  for (let n = 0; n < 60; n++) expect(pages.slice(1).join('\n')).toContain(`Warning ${n}.`);
  expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
});
