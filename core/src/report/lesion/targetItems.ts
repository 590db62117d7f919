import type { Code } from '../../contract/modelManifest.js';
import type { ModelIdentity, Status, TargetPrediction } from '../../contract/prediction.js';
import { quantityOf } from '../../contract/targetWords.js';
import { algorithmIdentification } from '../parts/algorithmIdentification.js';
import { TARGET_PARAMETERS, writeParameters } from '../content/algorithmParameters.js';
import { CODES } from '../content/codes.js';
import type { ContentItem } from '../content/contentItems.js';
import { codeContentItem, numContentItem, textContentItem } from '../content/contentItems.js';
import { measurement } from '../content/measurement.js';
import { writeViews } from './viewParameters.js';

/** What the model suggests, in terms that do not assert a laboratory result. */
export const STATUS_TERMS: Readonly<Record<Status, Code>> = {
  mutant: CODES.present,
  'wild-type': CODES.absent,
  indeterminate: CODES.undetermined,
};

/** A target's probability: NUM named after its gene, with how it came about below it. */
export function probabilityItem(target: TargetPrediction, model: ModelIdentity): ContentItem {
  const { codes, probability, threshold, uncertainty, views } = target;
  const parameters = [...writeParameters(TARGET_PARAMETERS, target), ...writeViews(views)];
  return measurement(codes.probability, probability, CODES.noUnits, 'CONTAINS', [
    textContentItem(CODES.equivalentMeaning, meaningOf(target, model), 'HAS CONCEPT MOD'),
    ...(codes.gene ? [codeContentItem(CODES.geneStudied, codes.gene, 'HAS CONCEPT MOD')] : []),
    ...algorithmIdentification(model.name, model.version, parameters),
    ...(uncertainty ? uncertaintyItems(probability, uncertainty) : []),
    measurement(CODES.thresholdValue, threshold, CODES.noUnits, 'INFERRED FROM'),
  ]);
}

/** The predicted status of a target: CODE Present, Absent or Undetermined. */
export function statusItem({ codes, status }: TargetPrediction): ContentItem {
  return codeContentItem(codes.prediction, STATUS_TERMS[status], 'CONTAINS');
}

function meaningOf(target: TargetPrediction, { status }: ModelIdentity): string {
  const meaning = `${quantityOf(target)}, 0 to 1, estimated by a model; not a molecular test`;
  return status === 'demonstration'
    ? `${meaning}. DEMONSTRATION weights: the number means nothing for this patient`
    : meaning;
}

/** Distances of the interval's ends from the value; none where the value lies beyond an end. */
function uncertaintyItems(
  probability: number,
  { lower, upper }: NonNullable<TargetPrediction['uncertainty']>,
): ContentItem[] {
  const ends = [
    [CODES.uncertaintyBelow, probability - lower],
    [CODES.uncertaintyAbove, upper - probability],
  ] as const;
  return ends.map(([name, distance]) =>
    numContentItem(name, Math.max(0, distance), CODES.noUnits, 'HAS PROPERTIES'),
  );
}
