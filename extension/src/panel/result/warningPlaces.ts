import type { Warning, WarningCode } from '@mutation-prediction/core';
import { say } from '../words.js';

/** The part of the panel that a warning limits, and is therefore shown in. */
export type WarningPlace = 'banner' | 'lesion' | 'patient' | 'device' | 'result';

const PLACES: Record<WarningCode, WarningPlace> = {
  'demonstration-weights': 'banner',
  'coded-otherwise': 'lesion',
  'little-lung': 'lesion',
  'little-tissue': 'lesion',
  'dense-parts': 'lesion',
  'blood-density': 'lesion',
  'lesion-exceeds-field': 'lesion',
  'lesion-touches-field': 'lesion',
  'lesion-small': 'lesion',
  'lesion-few-slices': 'lesion',
  'lesion-in-parts': 'lesion',
  'segmentation-resampled': 'lesion',
  'contours-overlap': 'lesion',
  'other-ct': 'lesion',
  'other-patient': 'lesion',
  'clinical-missing': 'patient',
  'device-fallback': 'device',
  'not-from-patients': 'result',
  'thick-slices': 'result',
  'not-chest': 'result',
  'unusual-lung': 'result',
  'shown-although-withheld': 'result',
  'other-structure': 'result',
  'implausible-hu': 'result',
  'outside-lung': 'result',
  'contours-on-air': 'result',
  'contours-on-bone': 'result',
  'contours-on-lung': 'result',
  'outside-field': 'result',
  'contrast-unknown': 'result',
  'radiomics-missing': 'result',
  'unlike-training-data': 'result',
};

export function warningsAt(warnings: readonly Warning[], place: WarningPlace): readonly Warning[] {
  return warnings.filter((warning) => PLACES[warning.code] === place);
}

/** Headings of the other parts of the panel that show warnings of the same result. */
export function headingsOfOtherWarnings(warnings: readonly Warning[]): readonly string[] {
  const headings = {
    lesion: 'lesion.heading',
    patient: 'patient.heading',
    device: 'run.predict',
  } as const;
  return (['lesion', 'patient', 'device'] as const)
    .filter((place) => warningsAt(warnings, place).length > 0)
    .map((place) => say(headings[place]));
}
