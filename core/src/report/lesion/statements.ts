import type { Code } from '../../contract/modelManifest.js';
import type {
  ConformalSet,
  ModelIdentity,
  Prediction,
  PredictedTarget,
  Status,
} from '../../contract/prediction.js';
import { READING_WORDS, readingOf, shortNameOf } from '../../contract/targetWords.js';
import type { WarningCode } from '../../contract/warning.js';
import { fromAsciiText, toAsciiText } from '../content/asciiText.js';
import { CODES, termFor } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { textContentItem, uidRefContentItem } from '../content/contentItems.js';
import type { ContentNode } from '../content/contentTree.js';
import { childNamed, textOf, uidOf } from '../content/contentTree.js';

export const WARNING_TERMS: Readonly<Record<WarningCode, Code>> = {
  'not-from-patients': CODES.warningNotFromPatients,
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
  'radiomics-missing': CODES.warningRadiomicsMissing,
  'unlike-training-data': CODES.warningUnlikeTraining,
  'segmentation-resampled': CODES.warningResampled,
  'shown-although-withheld': CODES.warningShownWithheld,
  'other-structure': CODES.warningOtherStructure,
  'outside-lung': CODES.warningOutsideLung,
  'contours-on-air': CODES.warningContoursOnAir,
  'contours-on-bone': CODES.warningContoursOnBone,
  'contours-on-lung': CODES.warningContoursOnLung,
  'outside-field': CODES.warningOutsideField,
  'coded-otherwise': CODES.warningCodedOtherwise,
  'little-lung': CODES.warningLittleLung,
  'little-tissue': CODES.warningLittleTissue,
  'dense-parts': CODES.warningDenseParts,
  'blood-density': CODES.warningBloodDensity,
  'unusual-lung': CODES.warningUnusualLung,
  'contours-overlap': CODES.warningContoursOverlap,
  'other-ct': CODES.warningOtherCt,
  'other-patient': CODES.warningOtherPatient,
  'device-fallback': CODES.warningDeviceFallback,
};

const MODEL_STATUS: Readonly<Record<ModelIdentity['status'], string>> = {
  demonstration: 'DEMONSTRATION weights: the numbers mean nothing for this patient.',
  research: 'Research model.',
};

/** What a reader of the document must know, as texts that every viewer shows. */
export function statements(predictions: readonly Prediction[]): ContentItem[] {
  return [
    textContentItem(CODES.intendedUse, 'Research use only. Not for clinical use.', 'CONTAINS'),
    ...modelStatements(predictions.map(({ model }) => model)),
    ...predictions.flatMap(setItems),
    ...predictions.flatMap(warningItems),
  ];
}

/** The warnings of a run among all items of the document; earlier versions named no run. */
export function readWarnings(items: readonly ContentNode[], runUid: unknown): unknown[] {
  return items
    .filter((item) => (uidOf(childNamed(item, CODES.predictionRun)) ?? runUid) === runUid)
    .flatMap((item) => {
      const code = termFor(WARNING_TERMS, item.name);
      return code ? [{ code, message: fromAsciiText(textOf(item) ?? '') }] : [];
    });
}

function modelStatements(models: readonly ModelIdentity[]): ContentItem[] {
  const distinct = new Map(models.map((model) => [model.digest, model]));
  return [...distinct.values()].map(({ name, status }) => {
    const text = distinct.size > 1 ? `${name}: ${MODEL_STATUS[status]}` : MODEL_STATUS[status];
    return textContentItem(CODES.modelStatus, text, 'CONTAINS');
  });
}

/** The conformal sets in words; `readLesionGroup` reads them from the parameters of the probabilities. */
function setItems({ uid, lesion, targets }: Prediction): ContentItem[] {
  return targets.flatMap((target) =>
    target.status !== 'withheld' && target.set
      ? textContentItem(CODES.classSet, setSentence(target, target.set), 'CONTAINS', [
          uidRefContentItem(CODES.trackingUniqueIdentifier, lesion.trackingUid, 'HAS OBS CONTEXT'),
          uidRefContentItem(CODES.predictionRun, uid, 'HAS OBS CONTEXT'),
        ])
      : [],
  );
}

function setSentence(target: PredictedTarget, set: ConformalSet): string {
  const wordOf = (status: Status) => READING_WORDS[readingOf(target, status)];
  const [mutant, wildType] = [wordOf('mutant'), wordOf('wild-type')];
  const members = set.classes.map(wordOf);
  const { level, cases } = set;
  const mark = target.shownDespite ? 'WITHHELD by a check, not to be relied on. ' : '';
  return (
    `${mark}${shortNameOf(target)}: ${members.join(' or ') || 'fits neither class'}. ` +
    `Of lesions like the ${cases.mutant} ${mutant} and ${cases.wildType} ${wildType} calibration cases, ` +
    `${Math.round(100 * level)} % of either class have their own class here on average.`
  );
}

function warningItems({ uid, lesion, warnings }: Prediction): ContentItem[] {
  return warnings.map(({ code, message }) =>
    textContentItem(WARNING_TERMS[code], toAsciiText(message), 'CONTAINS', [
      uidRefContentItem(CODES.trackingUniqueIdentifier, lesion.trackingUid, 'HAS OBS CONTEXT'),
      uidRefContentItem(CODES.predictionRun, uid, 'HAS OBS CONTEXT'),
    ]),
  );
}
