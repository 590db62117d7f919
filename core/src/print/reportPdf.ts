import type { StudyAttributes } from '../dicom/identity/studyAttributes.js';
import { PRODUCT } from '../dicom/writing/derivedObject.js';
import { backendNames } from '../contract/backendNames.js';
import { foremost, levelOf } from '../contract/warningLevels.js';
import { isLost } from './letters.js';
import type { PrintedLesion } from './printedLesion.js';
import { printImages } from './printImages.js';
import { printTarget } from './targetResult.js';
import type { Colour, PdfLibrary, TextStyle } from './sheet.js';
import { GREY, INK, LINE, Sheet, WIDTH } from './sheet.js';

export interface ReportPdfContext {
  /** As the CT states them; printed as they are. Absent for a CT that is no DICOM. */
  readonly study?: StudyAttributes;
  readonly now: Date;
  /** SOP Instance UID of the SR that says the same. */
  readonly reportUid?: string;
}

const USE = 'Research use only. Not for clinical use. Image-derived, not a molecular test.';
const DEMONSTRATION = 'Demonstration weights: the numbers mean nothing for a patient.';

const CAUTION: Colour = [1, 0.95, 0.8];
const SMALL: TextStyle = { size: 8 };
/** Of what identifies a model: it is looked up, and not read. */
const FINE: TextStyle = { size: 7 };

/**
 * Predictions as a PDF on A4, to be read and printed: a page for each lesion and model, more where its warnings need
 * them. In English, in Helvetica, which a reader brings along; what has no letters there is printed as `?`.
 *
 * @param lesions at least one; of one study
 */
export async function writeReportPdf(
  lesions: readonly PrintedLesion[],
  { study = {}, now, reportUid }: ReportPdfContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const library = await loadPdfLibrary();
  const document = await library.PDFDocument.create();
  const title = `Mutation prediction from CT: ${lesions.map(({ prediction }) => prediction.lesion.label).join(', ')}`;
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setLanguage('en-GB');
  document.setCreationDate(now);
  document.setModificationDate(now);
  document.setProducer(`${PRODUCT.modelName} ${PRODUCT.version}`);
  document.setCreator(`${PRODUCT.modelName} ${PRODUCT.version}`);
  document.setSubject(USE);

  const sheet = await Sheet.start(document, library);
  lesions.forEach((lesion, n) => {
    if (n > 0) sheet.newPage();
    printLesion(sheet, lesion, study);
  });
  const of = reportUid === undefined ? '' : `, of the DICOM SR ${reportUid}`;
  sheet.foot(
    `${PRODUCT.modelName} ${PRODUCT.version}, printed ${dateTime(now.toISOString())}${of}`,
    {
      ...{ size: 7, colour: GREY },
    },
  );
  return new Uint8Array(await document.save());
}

/** Large, and needed to print only. */
function loadPdfLibrary(): Promise<PdfLibrary> {
  return import(/* webpackChunkName: 'pdf' */ 'pdf-lib');
}

function printLesion(sheet: Sheet, lesion: PrintedLesion, study: StudyAttributes): void {
  const { prediction } = lesion;
  printHead(sheet, lesion);
  printPatient(sheet, study);
  heading(sheet, `Lesion: ${prediction.lesion.label}`);
  printFacts(sheet, lesionFacts(lesion), 3, SMALL);
  heading(sheet, 'What the model reads');
  for (const target of prediction.targets) printTarget(sheet, target);
  printImages(sheet, lesion);
  printWarnings(sheet, lesion);
  heading(sheet, 'Model');
  printFacts(sheet, modelFacts(lesion), 1, FINE);
}

function printHead(sheet: Sheet, { prediction }: PrintedLesion): void {
  const { model, createdAt, warnings } = prediction;
  sheet.text('Mutation prediction from CT', 0, sheet.y, { size: 17, bold: true });
  const when = dateTime(createdAt);
  sheet.text(when, WIDTH - 6 * when.length * 0.75, sheet.y + 6, { size: 9, colour: GREY });
  sheet.y += 26;
  const sentences = [
    USE,
    ...(model.status === 'demonstration' ? [DEMONSTRATION] : []),
    ...foremost(warnings).first.map(({ message }) => message),
  ];
  const height = 8 + 12 * sentences.length;
  sheet.box(0, sheet.y, WIDTH, height, CAUTION);
  sentences.forEach((sentence, n) =>
    sheet.text(sentence, 8, sheet.y + 5 + 12 * n, { size: 9, bold: true }),
  );
  sheet.y += height + 10;
}

type Fact = readonly [name: string, value: string];

/** As they stand in the CT: whoever stores or downloads the file has them there, too. */
function printPatient(sheet: Sheet, study: StudyAttributes): void {
  const name = study.PatientName ?? '';
  const latin = name.split('=')[0]!.replace(/\^+/g, ' ').trim();
  const shown = isLost(latin, sheet.characters) ? 'in other letters, see the study' : latin;
  const facts: Fact[] = [
    ['Patient', shown],
    ['Patient ID', study.PatientID ?? ''],
    ['Born, sex', [date(study.PatientBirthDate), study.PatientSex].filter(Boolean).join(', ')],
    ['Study of', date(study.StudyDate)],
    ['Accession', study.AccessionNumber ?? ''],
    ['Study', study.StudyDescription ?? ''],
  ];
  printFacts(
    sheet,
    facts.map(([label, value]) => [label, value || 'not stated']),
    3,
    SMALL,
  );
  if (study.PatientIdentityRemoved === 'YES') {
    sheet.paragraph('The study is de-identified.', 0, WIDTH, { ...SMALL, colour: GREY });
  }
}

function lesionFacts({ prediction: { lesion, inputs } }: PrintedLesion): Fact[] {
  const { segmentation } = inputs;
  const [left, posterior, superior] = lesion.centroidLps.map((mm) => Math.round(mm));
  const part = segmentation.component === undefined ? '' : `, part ${segmentation.component}`;
  return [
    ['Longest diameter', `${lesion.longestDiameterMm.toFixed(1)} mm`],
    ['Volume', `${(lesion.volumeMm3 / 1000).toFixed(2)} cm³`],
    ['Seen on', `${lesion.sliceCount} CT slices`],
    ['Centre (L, P, S)', `${left}, ${posterior}, ${superior} mm`],
    ['Contours', `${segmentation.kind}, segment ${segmentation.segmentNumber}${part}`],
    ['In the field', `${Math.round(100 * lesion.fractionInField)} % of the lesion`],
  ];
}

function modelFacts({ prediction }: PrintedLesion): Fact[] {
  const { model, device, inputs, uid } = prediction;
  const { image } = inputs;
  const { name: backend } = backendNames(device.backend);
  return [
    ['Model', `${model.name} ${model.version} (${model.id}), ${model.status}`],
    ['Digest', model.digest],
    ['Trained on', model.trainedOn],
    ['Intended use', model.intendedUse],
    ['Patient data used', clinicalWords(prediction)],
    ['Ran on', [backend, device.name, device.arithmetic].filter(Boolean).join(', ')],
    ['Run', uid],
    ...(image ? [['CT series', image.seriesInstanceUid] as const] : []),
  ];
}

function clinicalWords({
  inputs: { clinical, clinicalMissing },
}: PrintedLesion['prediction']): string {
  const given = Object.entries(clinical).map(([name, value]) => `${nameOf(name)} ${String(value)}`);
  const missing = clinicalMissing.map((name) => `${nameOf(name)} not known`);
  return [...given, ...missing].join(', ') || 'none';
}

/** `ageYears` as `age years`. */
const nameOf = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function printWarnings(sheet: Sheet, { prediction: { warnings } }: PrintedLesion): void {
  if (warnings.length === 0) return;
  heading(sheet, 'What limits this result');
  for (const warning of warnings) {
    const isNote = levelOf(warning) === 'note';
    const style: TextStyle = {
      size: 8,
      bold: levelOf(warning) === 'withhold',
      colour: isNote ? GREY : INK,
    };
    sheet.keepTogether(sheet.heightOf(warning.message, WIDTH - 10, style));
    sheet.text('\u2022', 0, sheet.y, style);
    sheet.paragraph(warning.message, 10, WIDTH - 10, style);
  }
}

function heading(sheet: Sheet, text: string): void {
  sheet.y += 8;
  sheet.keepTogether(46);
  sheet.text(text, 0, sheet.y, { size: 10.5, bold: true });
  sheet.y += 15;
  sheet.line([0, sheet.y - 1], [WIDTH, sheet.y - 1], LINE);
  sheet.y += 4;
}

/** Names and values in columns, row by row; a long value takes the lines it needs. */
function printFacts(sheet: Sheet, facts: readonly Fact[], columns: number, style: TextStyle): void {
  const gap = 12;
  const width = (WIDTH - gap * (columns - 1)) / columns;
  const indent = columns === 1 ? 84 : 72;
  for (let first = 0; first < facts.length; first += columns) {
    const row = facts.slice(first, first + columns);
    const heights = row.map(([, value]) => sheet.heightOf(value, width - indent, style));
    sheet.keepTogether(Math.max(...heights));
    const top = sheet.y;
    row.forEach(([name, value], column) => {
      const left = column * (width + gap);
      sheet.text(name, left, top, { ...style, colour: GREY });
      sheet.y = top;
      sheet.paragraph(value, left + indent, width - indent, style);
    });
    sheet.y = top + Math.max(...heights) + 2;
  }
}

/** DA, e.g. 20250314, as 14 Mar 2025: no reader takes the day for the month. */
function date(value: string | undefined): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(value ?? '') ?? [];
  return year ? `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}` : (value ?? '');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ISO 8601 in UTC, as 14 Mar 2025, 13:03 UTC. */
function dateTime(iso: string): string {
  return `${date(iso.slice(0, 10).replaceAll('-', ''))}, ${iso.slice(11, 16)} UTC`;
}
