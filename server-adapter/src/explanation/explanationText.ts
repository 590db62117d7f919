import {
  mapCaution,
  quantityOf,
  strongestActivation,
  type ActivationMaps,
  type Prediction,
  type TargetPrediction,
} from '@mutation-prediction/core';
import { THRESHOLD } from './explanationPicture.js';

/** Why a prediction has no map. */
export function noMapText({ targets, model }: Prediction): string {
  return targets.every(({ status }) => status === 'withheld')
    ? 'No map is written: the result is withheld, and the network did not run.'
    : `No map is written: ${model.name} does not tell where it looked.`;
}

/**
 * What the files of an explanation show, for whoever finds the folder.
 *
 * @param isDicom Parametric Maps lie beside the pictures
 */
export function explanationText(
  { lesion, model, uid }: Prediction,
  targets: readonly TargetPrediction[],
  maps: ActivationMaps,
  isDicom: boolean,
): string {
  const lines = [
    `Where the network looked: ${lesion.label}, ${model.name} ${model.version}`,
    `(${model.id}, ${model.digest}, run ${uid}).`,
    '',
    'Research use only. Not for clinical use.',
    '',
    'Orange speaks for the target, blue against it; the stronger, the less transparent. The bar below the',
    'images is the scale, from the strongest against to the strongest for it; weaker than',
    `${100 * THRESHOLD} % of the strongest is not drawn. Yellow is the outline of the lesion.`,
    'A map shows what raised or lowered the log odds, not what causes a mutation.',
    ...(isDicom
      ? [
          'TARGET.map.dcm is the same map on the voxels of the CT (DICOM Parametric Map), in shares of',
          'the logit; what lies between the images that the network saw is filled in.',
        ]
      : []),
    '',
    ...targets.map((target) => {
      const strongest = strongestActivation(maps, target.id).toPrecision(3);
      const caution = mapCaution(maps, target.id);
      return `${target.id}: ${quantityOf(target)}; strongest ${strongest}.${caution ? ` ${caution}` : ''}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}
