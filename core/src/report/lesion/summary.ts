import type { Prediction, TargetPrediction } from '../../contract/prediction.js';
import { READING_WORDS, readingOf, shortNameOf } from '../../contract/targetWords.js';
import { levelOf } from '../../contract/warningLevels.js';
import { toAsciiText } from '../content/asciiText.js';
import { CODES } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { textContentItem } from '../content/contentItems.js';

/**
 * What a report comes to, a text for each lesion and model, in front of everything: viewers show a document in its
 * order, and TID 1500 begins with devices. The templates are extensible; what is exact, and what readers go by, stands
 * in the measurement groups.
 */
export function summaryItems(predictions: readonly Prediction[]): ContentItem[] {
  return predictions.map((prediction) =>
    textContentItem(CODES.summary, toAsciiText(summaryOf(prediction)), 'CONTAINS'),
  );
}

function summaryOf({ lesion, targets, inputs, model, warnings }: Prediction): string {
  const phase = inputs.image?.phase;
  const cautions = warnings.filter((warning) => levelOf(warning) !== 'note').length;
  return [
    `${lesion.label}: ${targets.map(resultOf).join('; ')}.`,
    ...(phase === undefined ? [] : [`Read on the CT's ${phase}.`]),
    `By ${model.name} ${model.version}.`,
    ...(model.status === 'demonstration'
      ? ['DEMONSTRATION weights: the numbers mean nothing for this patient.']
      : []),
    ...(cautions > 0 ? [`Warnings that limit it: ${cautions}, below.`] : []),
    'Image-derived, not a molecular test. Research use only. Not for clinical use.',
  ].join(' ');
}

function resultOf(target: TargetPrediction): string {
  const name = shortNameOf(target);
  if (target.status === 'withheld') return `${name} WITHHELD by a check of the inputs`;
  const reading = READING_WORDS[readingOf(target, target.status)];
  const mark = target.shownDespite ? ' (WITHHELD by a check, not to be relied on)' : '';
  return `${name} ${target.probability.toFixed(2)}, reads as ${reading}${mark}`;
}
