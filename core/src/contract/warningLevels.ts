import type { Warning, WarningCode } from './warning.js';

/**
 * How much a warning limits a prediction. Apart from the schema of a warning, which the inference worker
 * does without.
 *
 * - `note`: to be known, and no reason to doubt the result.
 * - `caution`: the result may be wrong for this reason.
 * - `withhold`: the result would say nothing about the lesion, and is neither shown nor stored.
 */
export type WarningLevel = 'note' | 'caution' | 'withhold';

export const WARNING_LEVELS: Readonly<Record<WarningCode, WarningLevel>> = {
  'not-from-patients': 'caution',
  'demonstration-weights': 'caution',
  'shown-although-withheld': 'caution',
  'other-structure': 'withhold',
  'implausible-hu': 'withhold',
  'outside-lung': 'withhold',
  'contours-on-air': 'withhold',
  'contours-on-bone': 'withhold',
  'contours-on-lung': 'withhold',
  'outside-field': 'withhold',
  'coded-otherwise': 'caution',
  'little-lung': 'caution',
  'little-tissue': 'caution',
  'dense-parts': 'caution',
  'blood-density': 'caution',
  'unusual-lung': 'caution',
  'lesion-exceeds-field': 'caution',
  'lesion-touches-field': 'note',
  'lesion-small': 'caution',
  'lesion-few-slices': 'caution',
  'lesion-in-parts': 'note',
  'thick-slices': 'caution',
  'not-chest': 'caution',
  'contrast-unknown': 'note',
  'clinical-missing': 'note',
  'radiomics-missing': 'caution',
  'unlike-training-data': 'caution',
  'segmentation-resampled': 'note',
  'contours-overlap': 'note',
  'other-ct': 'caution',
  'other-patient': 'caution',
  'device-fallback': 'note',
};

/** Of any warning, also one that was read from a report. */
export function levelOf({ code }: Pick<Warning, 'code'>): WarningLevel {
  return WARNING_LEVELS[code];
}

/** The warnings for which a result is withheld. */
export function withholding(warnings: readonly Warning[]): Warning[] {
  return warnings.filter((warning) => levelOf(warning) === 'withhold');
}

/** `first` are to be read before the figures rather than beside them: of this patient the figures say nothing. */
export function foremost(warnings: readonly Warning[]): { first: Warning[]; others: Warning[] } {
  const isFirst = ({ code }: Warning) => code === 'not-from-patients';
  return {
    first: warnings.filter(isFirst),
    others: warnings.filter((warning) => !isFirst(warning)),
  };
}
