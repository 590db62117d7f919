import { MutationPredictionError } from '../errors.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { Likeness } from '../contract/prediction.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import type { LikenessBlock, LikenessReference } from '../inference/likenessReference.js';
import { ABSENT_BELOW } from '../inference/likenessReference.js';
import type { FloatTensor } from '../inference/session.js';

type Tensors = Readonly<Record<string, FloatTensor>>;

/** What a network was given and gave for a lesion. */
export interface Seen {
  /** The region descriptor as REGION_FEATURES order it. */
  readonly descriptor: Float32Array;
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
  { descriptor, inputs, outputs }: Seen,
  { id, outputs: names }: ModelManifest,
): Float32Array {
  const numbers = {
    region: () => descriptor,
    radiomics: () => inputs[tensor ?? '']?.data,
    network: () => outputs[names.penultimate ?? '']?.data,
  }[kind]();
  if (numbers?.length === length) return numbers;
  throw new MutationPredictionError('inference-failed.no-features', { model: id });
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

/** The warning of a lesion that is unlike the training data. */
export function checkLikeness(likeness: Likeness | undefined): Warning | undefined {
  if (!likeness || likeness.p > likeness.limit) return undefined;
  const { farthest, p } = likeness;
  switch (farthest) {
    case 'network':
    case 'region':
    case 'radiomics':
      return warningOf(`unlike-training-data.${farthest}`, { share: percentOf(p) });
  }
}

/** The share of lesions like the training ones that a p-value bounds, e.g. `0.5 %`, in English. */
export function shareText(p: number): string {
  return `${percentOf(p)} %`;
}

/** The same as a number of percent. */
export function percentOf(p: number): number {
  return Number((100 * p).toPrecision(2));
}
