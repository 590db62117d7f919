import path from 'node:path';
import {
  explainedImages,
  explainedMap,
  mapCaution,
  strongestActivation,
  type CtSeries,
  type ExplanationDraft,
  type ModelManifest,
  type PredictionResult,
  type VisualExplanation,
} from '@mutation-prediction/core';
import type { ChosenLesion } from '../case/chooseLesion.js';
import { writeOutput } from '../case/writeOutput.js';
import { explanationPicture } from './explanationPicture.js';
import { explanationText, noMapText } from './explanationText.js';
import { mapFile, writeMaps } from './writeMaps.js';

export interface ExplainedLesion {
  readonly files: readonly string[];
  /** Those of the files that are DICOM objects. */
  readonly maps: readonly string[];
  /** How a report refers to them. */
  readonly visualExplanations: readonly VisualExplanation[];
  /** What must be known of the maps, to be said with the result. */
  readonly notices: readonly string[];
}

/** Says what the files of a folder are. */
const README = 'README.txt';

/** Files that tell whether a folder has an explanation already. */
export function explanationFiles(folder: string, { targets }: ModelManifest): readonly string[] {
  const files = targets.flatMap(({ id }) => [mapFile(folder, id), picture(folder, id)]);
  return [path.join(folder, README), ...files];
}

/** Where one of several lesions has its explanation. */
export function lesionFolder(folder: string, { source }: Pick<ChosenLesion, 'source'>): string {
  const { segmentNumber, component } = source.segmentation;
  return path.join(folder, `segment-${segmentNumber}${component ? `-part-${component}` : ''}`);
}

/**
 * Writes where the network looked: a picture and a Parametric Map for each target, and what they mean. Of a model that
 * does not tell, and of a result that is withheld, nothing but a notice.
 *
 * @param series absent for a CT that is no DICOM: there are pictures only
 * @param folder one for each lesion
 * @param uidsOf identities of a target's map; new ones without
 */
export async function explainLesion(
  { prediction, views, images, activationMaps = [] }: PredictionResult,
  series: CtSeries | undefined,
  folder: string,
  uidsOf?: ExplanationDraft['uidsOf'],
): Promise<ExplainedLesion> {
  const [maps] = activationMaps;
  const targets = prediction.targets.filter(
    ({ id, status }) => status !== 'withheld' && maps?.targets.includes(id),
  );
  if (!maps || targets.length === 0) {
    return { files: [], maps: [], visualExplanations: [], notices: [noMapText(prediction)] };
  }
  const seen = { ...(views && { views }), ...(images && { images }) };
  const pictures: string[] = [];
  for (const { id } of targets) {
    const file = picture(folder, id);
    const mapped = explainedImages(seen).map((image) => ({
      image,
      activation: explainedMap(seen, maps, id, image, Infinity).data,
    }));
    await writeOutput(file, explanationPicture(mapped, strongestActivation(maps, id)));
    pictures.push(file);
  }
  const written = series
    ? await writeMaps({ prediction, seen, activationMaps }, series, folder, uidsOf)
    : { files: [], visualExplanations: [] };
  const readme = path.join(folder, README);
  await writeOutput(readme, explanationText(prediction, targets, maps, series !== undefined));
  const notices = targets.flatMap((target) => {
    const caution = mapCaution(maps, target.id);
    return caution === undefined ? [] : [`${target.id}: ${caution}`];
  });
  return {
    files: [...pictures, ...written.files, readme],
    maps: written.files,
    visualExplanations: written.visualExplanations,
    notices: series ? notices : [...notices, NO_IDENTITY],
  };
}

const NO_IDENTITY = 'No Parametric Map is written: the CT is no DICOM, and has no identity.';

const picture = (folder: string, target: string) => path.join(folder, `${target}.png`);
