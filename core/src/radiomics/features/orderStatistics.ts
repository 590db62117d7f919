import type { Arena } from '../jobs/arena.js';

/** Fine enough that the few values of one bucket are sorted at no cost. */
const BUCKETS = 4096;

export interface OrderStatistics {
  readonly minimum: number;
  readonly maximum: number;
  /** Linear between the closest ranks, as `numpy.percentile`. */
  readonly percentiles: readonly number[];
}

/**
 * Minimum, maximum and percentiles without sorting all values: they are counted in buckets of equal
 * width, and only buckets that hold a wanted rank are sorted.
 *
 * @param values at least one
 * @param percents ascending
 */
export function orderStatistics(
  values: Float64Array,
  percents: readonly number[],
  arena: Arena,
): OrderStatistics {
  const { minimum, maximum } = range(values);
  const ranks = percents.map((percent) => (percent / 100) * (values.length - 1));
  const above = (rank: number) => Math.min(Math.floor(rank) + 1, values.length - 1);
  const neighbours = ranks.flatMap((rank) => [Math.floor(rank), above(rank)]);
  const found = arena.frame(() => valuesAtRanks(values, neighbours, minimum, maximum, arena));
  const percentiles = ranks.map((rank, n) => {
    const [low, high] = [found[2 * n]!, found[2 * n + 1]!];
    return low + (high - low) * (rank - Math.floor(rank));
  });
  return { minimum, maximum, percentiles };
}

function range(values: Float64Array) {
  let [minimum, maximum] = [Infinity, -Infinity];
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}

/** @param ranks ascending, from 0 */
function valuesAtRanks(
  values: Float64Array,
  ranks: readonly number[],
  minimum: number,
  maximum: number,
  arena: Arena,
): number[] {
  const { bucketOf, counts } = buckets(values, minimum, maximum, arena);
  const isWanted = new Uint8Array(BUCKETS);
  let [bucket, before, wantedBefore] = [0, 0, 0];
  /** Places of the ranks among the values of the wanted buckets. */
  const places = ranks.map((rank) => {
    while (rank >= before + counts[bucket]!) {
      before += counts[bucket]!;
      if (isWanted[bucket]) wantedBefore += counts[bucket]!;
      bucket++;
    }
    isWanted[bucket] = 1;
    return wantedBefore + rank - before;
  });

  const wanted = arena.float64(wantedBefore + counts[bucket]! + 1);
  let count = 0;
  for (let n = 0; n < values.length; n++) {
    wanted[count] = values[n]!;
    count += isWanted[bucketOf[n]!]!;
  }
  const sorted = wanted.subarray(0, count).sort();
  return places.map((place) => sorted[place]!);
}

/** Bucket of each value, and the number of values in each bucket. */
function buckets(values: Float64Array, minimum: number, maximum: number, arena: Arena) {
  const bucketOf = arena.uint16(values.length);
  const counts = new Int32Array(BUCKETS);
  // Flat values, and those whose range is no number, share one bucket.
  const perUnit = BUCKETS / (maximum - minimum);
  const scale = Number.isFinite(perUnit) ? perUnit : 0;
  for (let n = 0; n < values.length; n++) {
    const bucket = Math.min(BUCKETS - 1, ((values[n]! - minimum) * scale) | 0);
    bucketOf[n] = bucket;
    counts[bucket]!++;
  }
  return { bucketOf, counts };
}
