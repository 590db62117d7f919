import { MutationPredictionError } from '@mutation-prediction/core';
import type { EarlierPrediction, Explanation } from '../../contract.js';
import type { ViewerCt } from '../ct/viewerCt.js';
import type { LesionOrigin } from '../segmentations/segmentationEntry.js';
import { readLesionMask } from '../segmentations/lesionMask.js';
import { asRefusal } from '../viewer/asRefusal.js';
import type { Managers } from '../viewer/ohif.js';
import { explanationOnCt } from './explanationOnCt.js';
import { MAP_NAME, readMap } from './readMap.js';

/** What of the study the maps of a stored report lie on. */
export interface StudyOfMaps {
  readonly managers: Managers;
  readonly cts: readonly ViewerCt[];
  /** Of the report's lesion, where they are in the study. */
  readonly contours: LesionOrigin | undefined;
}

/**
 * A stored report's maps, on the voxels of the CT that they were made of.
 *
 * @throws `unsupported-object` where a map or the CT is not in the study, or cannot be fetched; as `readParametricMap`
 */
export async function readStoredExplanation(
  { prediction, visualExplanations = [] }: EarlierPrediction,
  { managers, cts, contours }: StudyOfMaps,
): Promise<Explanation> {
  const series = prediction?.inputs.image?.seriesInstanceUid;
  const ct = cts.find(({ identity }) => identity.seriesInstanceUid === series);
  if (!ct)
    throw new MutationPredictionError('unsupported-object.not-fetched', { object: MAP_NAME });
  const targets = prediction?.targets.map(({ id }) => id) ?? [];
  try {
    const saved = await Promise.all(
      visualExplanations.map(async (explanation) => ({
        target: explanation.target ?? targets[0] ?? '',
        map: await readMap(managers, explanation),
      })),
    );
    const mask = contours && contours.ct === ct ? (await readLesionMask(contours)).mask : undefined;
    return await explanationOnCt(saved, ct, mask);
  } catch (cause) {
    throw asRefusal(cause, MAP_NAME);
  }
}
