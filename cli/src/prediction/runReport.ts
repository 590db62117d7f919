import {
  checkReportSignature,
  MutationPredictionError,
  readMeasurements,
  type PredictionReport,
  type SignatureState,
} from '@mutation-prediction/core';
import { parseReport, parseReportDataset } from '@mutation-prediction/server-adapter/parsing';
import { trustedKeysOf, verifyEd25519 } from '@mutation-prediction/server-adapter/signing';
import { originsOf } from './clinicalInputs.js';
import { foreignReportTable } from './foreignReport.js';
import { printPredictions } from './printPredictions.js';
import { signatureText } from '../packages/signatureText.js';
import { row } from '../terminal/tableRow.js';
import { print, printJson, say } from '../terminal/terminal.js';

export interface ReportOptions {
  readonly json?: true;
  /** CT of the patient whose the report should be. */
  readonly ct?: string;
  readonly acceptOtherPatient?: true;
  readonly trustedKeys?: string;
}

/** Prints the predictions that a report holds, and whose word it is; of another maker's report, its measurements. */
export async function runReport(file: string, options: ReportOptions): Promise<void> {
  const trusted = await trustedKeysOf(options.trustedKeys);
  const { ct, acceptOtherPatient } = options;
  const parsed = await parseReport({
    file,
    ...(ct && { ct }),
    ...(acceptOtherPatient && { acceptOtherPatient }),
  }).catch((error: unknown) => {
    if (isOfAnotherMaker(error) && ct === undefined) return undefined;
    throw error;
  });
  if (!parsed) {
    const content = readMeasurements(await parseReportDataset(file));
    if (options.json) printJson(content);
    else print(foreignReportTable(content));
    return;
  }
  const { report, warnings } = parsed;
  const signature = await checkReportSignature(report, trusted, verifyEd25519);
  if (signature.kind === 'tampered') {
    throw new MutationPredictionError('signature-invalid.report', {
      report: report.sopInstanceUid,
    });
  }
  for (const { message } of warnings) say(`! ${message}\n`);
  const { predictions, origin, contentDate, sopInstanceUid } = report;
  const [only, another] = predictions;
  printPredictions(only && !another ? only : predictions, options, {
    originsOf: ({ inputs }) => originsOf(inputs.clinical, 'report'),
    report: {
      lines: reportLines(report, signature),
      json: { sopInstanceUid, contentDate, origin, signature, warnings },
    },
  });
}

function isOfAnotherMaker(error: unknown): boolean {
  return (
    error instanceof MutationPredictionError && error.reason === 'unsupported-object.foreign-report'
  );
}

/** Whose word a report is, as it states itself. */
function reportLines(
  { origin, contentDate }: PredictionReport,
  signature: SignatureState,
): string[] {
  const { system, manufacturer, device, softwareVersion, author, verification } = origin;
  const notStated = 'not stated';
  const verified =
    verification === 'verified' ? `by ${origin.verifiedBy ?? 'someone who is not named'}` : 'no';
  return [
    ...(system === 'other'
      ? ['! From another system, or without the seal of this product: nothing of it is checked.']
      : []),
    row('Report', `of ${contentDate.replace('T', ' ').slice(0, 16)}, ${signatureText(signature)}`),
    row(
      'Made by',
      `${manufacturer ?? notStated}, ${device ?? notStated} ${softwareVersion ?? ''}`.trim(),
    ),
    row('Author', author ?? notStated),
    row('Verified', verified),
  ];
}
