import { MutationPredictionError } from '../errors.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { Likeness } from '../contract/prediction.js';
import type { PredictionRequest } from '../contract/request.js';
import type { Warning } from '../contract/warning.js';
import { cropMask, cropVolume } from '../imaging/crop.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { LikenessBlock, LikenessReference } from '../inference/likenessReference.js';
import { ABSENT_BELOW } from '../inference/likenessReference.js';
import type { FloatTensor } from '../inference/session.js';
import {
  descriptorBox,
  REGION_FEATURES,
  regionDescriptor,
} from '../plausibility/regionDescriptor.js';

type Tensors = Readonly<Record<string, FloatTensor>>;

/** What a network was given and gave for a lesion. */
export interface Seen {
  readonly request: PredictionRequest;
  readonly inputs: Tensors;
  readonly outputs: Tensors;
}

/**
 * How like the training data a lesion is: of the numbers that decide, each block's Mahalanobis distance
 * on the scale of the calibration cases' distances, and of these the largest; its conformal p-value is
 * (calibration cases at least as far out + 1) / (cases + 1).
 *
 * @throws `inference-failed` when the model does not return what its manifest promises
 */
export function trainingLikeness(
  seen: Seen,
  { blocks, scores }: LikenessReference,
  manifest: ModelManifest,
): Likeness {
  const distances = blocks.map((block) => {
    const distance = blockDistance(numbersOf(block, seen, manifest), block);
    return { block: block.kind, z: (distance - block.median) / (block.q90 - block.median) };
  });
  const farthest = distances.reduce((a, b) => (b.z > a.z ? b : a));
  const atLeastAsFar = scores.filter((score) => score >= farthest.z).length;
  return {
    score: farthest.z,
    farthest: farthest.block,
    p: (atLeastAsFar + 1) / (scores.length + 1),
    limit: manifest.likeness!.limit,
    cases: scores.length,
  };
}

function numbersOf(
  { kind, tensor, length }: LikenessBlock,
  { request, inputs, outputs }: Seen,
  { id, outputs: names }: ModelManifest,
): ArrayLike<number> {
  if (kind === 'region') return regionNumbers(request);
  const found = kind === 'radiomics' ? inputs[tensor ?? ''] : outputs[names.penultimate ?? ''];
  if (found?.data.length === length) return found.data;
  throw new MutationPredictionError(
    'inference-failed',
    `The model ${id} returned no features to compare with its training data.`,
    'Use another version of the model package.',
  );
}

function regionNumbers({ region, regionMask }: PredictionRequest): number[] {
  const lesion = runsBox(maskRuns(regionMask));
  if (!lesion) throw new RangeError('The region holds no voxel of the lesion.');
  const box = descriptorBox(region.grid, lesion);
  const descriptor = regionDescriptor(cropVolume(region, box), cropMask(regionMask, box));
  return REGION_FEATURES.map((feature) => descriptor[feature]);
}

/** Mahalanobis distance from the training cases' mean. */
export function blockDistance(
  numbers: ArrayLike<number>,
  { places, scale, mean, sd, precision }: LikenessBlock,
): number {
  const offsets = places.map((place, n) => (scaled(numbers[place]!, scale) - mean[n]!) / sd[n]!);
  let squared = 0;
  let entry = 0;
  for (let row = 0; row < offsets.length; row++) {
    for (let column = 0; column < row; column++) {
      squared += 2 * precision[entry++]! * offsets[row]! * offsets[column]!;
    }
    squared += precision[entry++]! * offsets[row]! ** 2;
  }
  return Math.sqrt(Math.max(0, squared));
}

function scaled(number: number, scale: LikenessBlock['scale']): number {
  if (scale === 'linear') return number;
  return number <= ABSENT_BELOW ? 0 : Math.sign(number) * Math.log1p(Math.abs(number));
}

const WHERE: Readonly<Record<Likeness['farthest'], string>> = {
  network: 'in what the network makes of it',
  region: 'in the CT in and around the lesion',
  radiomics: 'in its radiomic features',
};

/** The warning of a lesion that is unlike the training data. */
export function checkLikeness(likeness: Likeness | undefined): Warning | undefined {
  if (!likeness || likeness.p > likeness.limit) return undefined;
  const { farthest, limit, cases } = likeness;
  return {
    code: 'unlike-training-data',
    message: `The lesion is unlike those that the model was trained on, most of all ${WHERE[farthest]} (${pText(likeness)}, limit ${limit}, from ${cases} lesions like them).`,
  };
}

/** The smallest p that a number of cases allows is an upper bound. */
export function pText({ p, cases }: Pick<Likeness, 'p' | 'cases'>): string {
  const smallest = p * (cases + 1) < 1.5;
  return `p ${smallest ? '≤' : '='} ${Number(p.toPrecision(2))}`;
}
