import path from 'node:path';
import {
  explainedImages,
  explainedMap,
  mapCaution,
  quantityOf,
  strongestActivation,
  type ActivationMaps,
  type CtSeries,
  type ModelManifest,
  type Prediction,
  type PredictionResult,
  type TargetPrediction,
  type VisualExplanation,
} from '@mutation-prediction/core';
import {
  mapFile,
  writeExplanations,
  writeOutput,
  type ChosenLesion,
} from '@mutation-prediction/server-adapter/case';
import { explanationPicture, THRESHOLD } from './explanationPicture.js';
import type { PredictArguments } from './predictArguments.js';

export interface ExplainedLesion {
  readonly files: readonly string[];
  readonly visualExplanations: readonly VisualExplanation[];
  /** What must be known of the maps, printed with the result. */
  readonly notices: readonly string[];
}

type Choice = Pick<PredictArguments, 'explain' | 'all'>;

/** Says what the files of a folder are. */
const README = 'README.txt';

/** Files that tell whether a folder has an explanation already. */
export function explanationOutputs(
  { explain, all }: Choice,
  { targets }: ModelManifest,
): readonly string[] {
  if (explain === undefined) return [];
  // Which segments have contours is known later; a folder as a whole is then replaced or not.
  if (all) return [explain];
  const files = targets.flatMap(({ id }) => [mapFile(explain, id), picture(explain, id)]);
  return [path.join(explain, README), ...files];
}

/** Writes where the network looked: a picture and a Parametric Map for each target, and what they mean. */
export async function explainLesion(
  { prediction, views, images, activationMaps = [] }: PredictionResult,
  lesion: ChosenLesion,
  series: CtSeries | undefined,
  { explain, all }: Choice,
): Promise<ExplainedLesion> {
  const [maps] = activationMaps;
  const targets = prediction.targets.filter(
    ({ id, status }) => status !== 'withheld' && maps?.targets.includes(id),
  );
  if (!maps || targets.length === 0) {
    return { files: [], visualExplanations: [], notices: [noMap(prediction)] };
  }
  const folder = folderOf(explain!, lesion, all);
  const seen = { ...(views && { views }), ...(images && { images }) };
  const files: string[] = [];
  for (const { id } of targets) {
    const file = picture(folder, id);
    const strongest = strongestActivation(maps, id);
    const mapped = explainedImages(seen).map((image) => ({
      image,
      activation: explainedMap(seen, maps, id, image, Infinity).data,
    }));
    await writeOutput(file, explanationPicture(mapped, strongest));
    files.push(file);
  }
  const written = series
    ? await writeExplanations({ prediction, seen, activationMaps }, series, folder, new Date())
    : { files: [], visualExplanations: [] };
  const readme = path.join(folder, README);
  await writeOutput(readme, meaning(prediction, targets, maps, series !== undefined));
  const notices = targets.flatMap((target) => {
    const caution = mapCaution(maps, target.id);
    return caution === undefined ? [] : [`${target.id}: ${caution}`];
  });
  return {
    files: [...files, ...written.files, readme],
    visualExplanations: written.visualExplanations,
    notices: [
      ...notices,
      ...(series ? [] : ['No Parametric Map is written: the CT is no DICOM, and has no identity.']),
    ],
  };
}

const picture = (folder: string, target: string) => path.join(folder, `${target}.png`);

function folderOf(explain: string, { source }: ChosenLesion, all: true | undefined): string {
  const { segmentNumber, component } = source.segmentation;
  if (!all) return explain;
  return path.join(explain, `segment-${segmentNumber}${component ? `-part-${component}` : ''}`);
}

function noMap({ targets, model }: Prediction): string {
  return targets.every(({ status }) => status === 'withheld')
    ? 'No map is written: the result is withheld, and the network did not run.'
    : `No map is written: ${model.name} does not tell where it looked.`;
}

function meaning(
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
