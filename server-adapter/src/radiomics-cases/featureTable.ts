import { en, wordsOf, type ExtractedFeature } from '@mutation-prediction/core';
import { csvLine, plainText } from '../cohort/csvTable.js';
import type { CaseOutcome } from './extractCase.js';

/** Where a case lies, as its row of the table says. */
export interface CasePlaces {
  readonly id: string;
  readonly image: string;
  readonly mask: string;
}

/**
 * The head of a table of cases, as PyRadiomics' batch puts out: the index, Image and Mask, then the
 * features; behind them why values are missing.
 */
export function tableHead(featureNames: readonly string[]): string {
  return csvLine(['Case', 'Image', 'Mask', ...featureNames, 'Warning', 'Error']);
}

export function tableRow({ id, image, mask }: CasePlaces, cells: readonly string[]): string {
  return csvLine([...[id, image, mask].map(plainText), ...cells]);
}

/**
 * The cells of a row behind its places. A failed case has empty ones for its features, which pandas
 * reads as NaN.
 */
export function outcomeCells(outcome: CaseOutcome, featureNames: readonly string[]): string[] {
  if ('error' in outcome) {
    const { code } = outcome.error;
    const { message } = wordsOf(outcome.error, en);
    return [...featureNames.map(() => ''), '', `${code}: ${message}`];
  }
  const { features } = outcome.result;
  const warnings = [...outcome.warnings, ...missingFeatures(features)];
  return [
    ...features.map(({ value }) => (Number.isFinite(value) ? String(value) : '')),
    plainText(warnings.join(' ')),
    '',
  ];
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
