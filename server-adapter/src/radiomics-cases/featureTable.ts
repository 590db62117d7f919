import { en, wordsOf, type ExtractedFeature } from '@mutation-prediction/core';
import type { CaseOutcome } from './extractCase.js';

/** A row of the table of cases. */
export interface TableRow {
  readonly id: string;
  readonly image: string;
  readonly mask: string;
  readonly outcome: CaseOutcome;
}

/**
 * The head of a table of cases, as PyRadiomics' batch puts out: the index, Image and Mask, then the
 * features; behind them why values are missing.
 */
export function tableHead(featureNames: readonly string[]): string {
  return csvLine(['Case', 'Image', 'Mask', ...featureNames, 'Warning', 'Error']);
}

/** A failed case has empty cells for its features, which pandas reads as NaN. */
export function tableRow(
  { id, image, mask, outcome }: TableRow,
  featureNames: readonly string[],
): string {
  if ('error' in outcome) {
    const { code } = outcome.error;
    const { message } = wordsOf(outcome.error, en);
    const empty = featureNames.map(() => '');
    return csvLine([...[id, image, mask].map(plainText), ...empty, '', `${code}: ${message}`]);
  }
  const { features } = outcome.result;
  const warnings = [...outcome.warnings, ...missingFeatures(features)];
  return csvLine([
    ...[id, image, mask].map(plainText),
    ...features.map(({ value }) => (Number.isFinite(value) ? String(value) : '')),
    plainText(warnings.join(' ')),
    '',
  ]);
}

/** A sentence for each reason why features are missing. */
export function missingFeatures(features: readonly ExtractedFeature[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of features) {
    if (reason) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  return [...byReason].map(([reason, [first, ...others]]) =>
    others.length > 0 ? `${first} and ${others.length} more: ${reason}` : `${first}: ${reason}`,
  );
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

/** Text that spreadsheets do not run as a formula, whatever a folder or file is named. */
const plainText = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const csvCell = (text: string) =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
