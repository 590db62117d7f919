import { MutationPredictionError } from '../errors.js';

/**
 * What the cases look like that a model was trained on, and how unlike them others of their kind are:
 * a package's likeness file, which its manifest names with a digest.
 */
export interface LikenessReference {
  readonly blocks: readonly LikenessBlock[];
  /** Scores of the calibration cases. */
  readonly scores: readonly number[];
}

/** Numbers of one origin, and the training cases' distribution of them. */
export interface LikenessBlock {
  /**
   * `network`: the manifest's penultimate output; `region`: the region descriptor (REGION_FEATURES);
   * `radiomics`: the input tensor `tensor`.
   */
  readonly kind: 'network' | 'region' | 'radiomics';
  readonly tensor?: string;
  /** Numbers that the origin gives. */
  readonly length: number;
  /** Places of those that are used; others hardly vary in training. */
  readonly places: readonly number[];
  /** Before standardisation: as they are, or sign · ln(1 + |x|). */
  readonly scale: 'linear' | 'signed-logarithm';
  readonly mean: readonly number[];
  /** With a floor: what hardly varies must not make every new case look strange. */
  readonly sd: readonly number[];
  /** Inverse covariance of the standardised numbers, the lower triangle by rows. */
  readonly precision: readonly number[];
  /** Median and 90th percentile of the calibration cases' distances. */
  readonly median: number;
  readonly q90: number;
}

/** Stands for a radiomic feature that is none (`missing` of boosted trees). */
export const ABSENT_BELOW = -1e29;

/**
 * Reads the bytes of a package's likeness file, whose digest has been verified.
 *
 * @throws model-invalid when it is not what this version understands
 */
export function parseLikeness(bytes: Uint8Array, name: string): LikenessReference {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch (cause) {
    throw invalid(name, cause);
  }
  if (!isReference(content)) throw invalid(name);
  return content;
}

function isReference(content: unknown): content is LikenessReference {
  const { blocks, scores } = (content ?? {}) as Partial<LikenessReference>;
  return Array.isArray(blocks) && blocks.length > 0 && blocks.every(isBlock) && isNumbers(scores);
}

/** A digest says whose file it is; only what would calculate nonsense is looked at. */
function isBlock(block: Partial<LikenessBlock> | null): boolean {
  const { kind, length, places, scale, mean, sd, precision, median, q90 } = block ?? {};
  const width = places?.length ?? 0;
  return (
    (kind === 'network' || kind === 'region' || kind === 'radiomics') &&
    (scale === 'linear' || scale === 'signed-logarithm') &&
    isNumbers(places) &&
    places.every((place) => place < length!) &&
    [mean, sd].every((numbers) => isNumbers(numbers) && numbers.length === width) &&
    isNumbers(precision) &&
    precision.length === (width * (width + 1)) / 2 &&
    q90! > median!
  );
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(Number.isFinite);
}

function invalid(file: string, cause?: unknown): MutationPredictionError {
  return new MutationPredictionError(
    'model-invalid.no-likeness',
    { file },
    cause === undefined ? undefined : { cause },
  );
}
