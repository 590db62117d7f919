import type { Warning, WarningCode } from '@mutation-prediction/core';

/** The part of the panel that a warning limits, and is therefore shown in. */
export type WarningPlace = 'banner' | 'lesion' | 'patient' | 'device' | 'result';

const PLACES: Record<WarningCode, WarningPlace> = {
  'demonstration-weights': 'banner',
  'lesion-exceeds-field': 'lesion',
  'lesion-touches-field': 'lesion',
  'lesion-small': 'lesion',
  'lesion-few-slices': 'lesion',
  'lesion-in-parts': 'lesion',
  'segmentation-resampled': 'lesion',
  'clinical-missing': 'patient',
  'device-fallback': 'device',
  'thick-slices': 'result',
  'not-chest': 'result',
  'implausible-hu': 'result',
  'contrast-unknown': 'result',
};

export function warningsAt(warnings: readonly Warning[], place: WarningPlace): readonly Warning[] {
  return warnings.filter((warning) => PLACES[warning.code] === place);
}
