import type { Code } from '../inference/modelManifest.js';
import type { Prediction } from '../prediction/prediction.js';
import type { WarningCode } from '../prediction/warning.js';
import { toAsciiText } from './asciiText.js';
import { CODES } from './codes.js';
import type { ContentItem } from './contentItems.js';
import { textContentItem, uidRefContentItem } from './contentItems.js';

export const WARNING_TERMS: Readonly<Record<WarningCode, Code>> = {
  'demonstration-weights': CODES.warningDemonstrationWeights,
  'lesion-exceeds-field': CODES.warningLesionExceedsField,
  'lesion-touches-field': CODES.warningLesionTouchesField,
  'lesion-small': CODES.warningLesionSmall,
  'lesion-few-slices': CODES.warningLesionFewSlices,
  'lesion-in-parts': CODES.warningLesionInParts,
  'thick-slices': CODES.warningThickSlices,
  'not-chest': CODES.warningNotChest,
  'implausible-hu': CODES.warningImplausibleHu,
  'contrast-unknown': CODES.warningContrastUnknown,
  'clinical-missing': CODES.warningClinicalMissing,
  'segmentation-resampled': CODES.warningResampled,
  'device-fallback': CODES.warningDeviceFallback,
};

const MODEL_STATUS: Readonly<Record<Prediction['model']['status'], string>> = {
  demonstration: 'DEMONSTRATION weights: the numbers mean nothing for this patient.',
  research: 'Research model.',
};

/** What a reader of the document must know, as texts that every viewer shows. */
export function statements({ model, lesion, warnings }: Prediction): ContentItem[] {
  return [
    textContentItem(CODES.intendedUse, 'Research use only. Not for clinical use.', 'CONTAINS'),
    textContentItem(CODES.modelStatus, MODEL_STATUS[model.status], 'CONTAINS'),
    ...warnings.map(({ code, message }) =>
      textContentItem(WARNING_TERMS[code], toAsciiText(message), 'CONTAINS', [
        uidRefContentItem(CODES.trackingUniqueIdentifier, lesion.trackingUid, 'HAS OBS CONTEXT'),
      ]),
    ),
  ];
}
