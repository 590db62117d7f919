import type { Code } from '../../contract/modelManifest.js';
import type {
  ModelIdentity,
  PredictedTarget,
  Status,
  TargetPrediction,
  WithheldTarget,
} from '../../contract/prediction.js';
import { quantityOf } from '../../contract/targetWords.js';
import { algorithmIdentification } from '../parts/algorithmIdentification.js';
import {
  TARGET_PARAMETERS,
  WITHHELD_PARAMETERS,
  writeParameters,
} from '../content/algorithmParameters.js';
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

/** Of a probability, that people read. */
const SHOWN_DECIMALS = 3;

/** A target's probability: NUM named after its gene, with how it came about below it. */
export function probabilityItem(target: PredictedTarget, model: ModelIdentity): ContentItem {
  const { codes, probability, threshold, uncertainty, views } = target;
  const parameters = [...writeParameters(TARGET_PARAMETERS, target), ...writeViews(views)];
  const content = [
    textContentItem(CODES.equivalentMeaning, meaningOf(target, model), 'HAS CONCEPT MOD'),
    ...(codes.gene ? [codeContentItem(CODES.geneStudied, codes.gene, 'HAS CONCEPT MOD')] : []),
    ...algorithmIdentification(model.name, model.version, parameters),
    ...(uncertainty ? uncertaintyItems(probability, uncertainty) : []),
    measurement(
      ...([CODES.thresholdValue, threshold, CODES.noUnits, 'INFERRED FROM'] as const),
      [],
      SHOWN_DECIMALS,
    ),
  ];
  return measurement(
    ...([codes.probability, probability, CODES.noUnits, 'CONTAINS', content] as const),
    SHOWN_DECIMALS,
  );
}

/** The predicted status of a target: CODE Present, Absent or Undetermined, or that it is withheld. */
export function statusItem(target: TargetPrediction, model: ModelIdentity): ContentItem {
  return target.status === 'withheld'
    ? withheldItem(target, model)
    : codeContentItem(target.codes.prediction, STATUS_TERMS[target.status], 'CONTAINS');
}

/** There is no number: what it would have been of, and why it is withheld, stand below the status. */
function withheldItem(target: WithheldTarget, model: ModelIdentity): ContentItem {
  const { codes } = target;
  const meaning = `${quantityOf(target)} is withheld: a check says that this is no lung lesion that the model can judge`;
  return codeContentItem(codes.prediction, CODES.withheld, 'CONTAINS', [
    textContentItem(CODES.equivalentMeaning, meaning, 'HAS CONCEPT MOD'),
    ...(codes.gene ? [codeContentItem(CODES.geneStudied, codes.gene, 'HAS CONCEPT MOD')] : []),
    ...algorithmIdentification(
      model.name,
      model.version,
      writeParameters(WITHHELD_PARAMETERS, target),
    ),
  ]);
}

function meaningOf(target: PredictedTarget, { status }: ModelIdentity): string {
  return [
    `${quantityOf(target)}, 0 to 1, estimated by a model; not a molecular test`,
    ...(target.shownDespite
      ? ['WITHHELD by a check, and given because a user asked for it: not to be relied on']
      : []),
    ...(status === 'demonstration'
      ? ['DEMONSTRATION weights: the number means nothing for this patient']
      : []),
  ].join('. ');
}

/** Distances of the interval's ends from the value; none where the value lies beyond an end. */
function uncertaintyItems(
  probability: number,
  { lower, upper }: NonNullable<PredictedTarget['uncertainty']>,
): ContentItem[] {
  const ends = [
    [CODES.uncertaintyBelow, probability - lower],
    [CODES.uncertaintyAbove, upper - probability],
  ] as const;
  return ends.map(([name, distance]) =>
    numContentItem(
      ...([name, Math.max(0, distance), CODES.noUnits, 'HAS PROPERTIES'] as const),
      [],
      SHOWN_DECIMALS,
    ),
  );
}
