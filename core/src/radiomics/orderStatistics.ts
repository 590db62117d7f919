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
 */
export function orderStatistics(
  values: Float64Array,
  percents: readonly number[],
): OrderStatistics {
  const { minimum, maximum } = range(values);
  const bucketed = buckets(values, minimum, maximum);
  const percentiles = percents.map((percent) => {
    const rank = (percent / 100) * (values.length - 1);
    const below = Math.floor(rank);
    const low = atRank(bucketed, below);
    const high = atRank(bucketed, Math.min(below + 1, values.length - 1));
    return low + (high - low) * (rank - below);
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

interface Buckets {
  readonly values: Float64Array;
  /** Bucket of each value. */
  readonly bucketOf: Uint16Array;
  /** Number of values in each bucket. */
  readonly counts: Int32Array;
  /** Values of the buckets sorted so far. */
  readonly sorted: Map<number, Float64Array>;
}

function buckets(values: Float64Array, minimum: number, maximum: number): Buckets {
  const bucketOf = new Uint16Array(values.length);
  const counts = new Int32Array(BUCKETS);
  // Flat values, and those whose range is no number, share one bucket.
  const perUnit = BUCKETS / (maximum - minimum);
  const scale = Number.isFinite(perUnit) ? perUnit : 0;
  for (let n = 0; n < values.length; n++) {
    const bucket = Math.min(BUCKETS - 1, ((values[n]! - minimum) * scale) | 0);
    bucketOf[n] = bucket;
    counts[bucket]!++;
  }
  return { values, bucketOf, counts, sorted: new Map() };
}

function atRank({ values, bucketOf, counts, sorted }: Buckets, rank: number): number {
  let bucket = 0;
  let below = 0;
  while (rank >= below + counts[bucket]!) below += counts[bucket++]!;
  let inBucket = sorted.get(bucket);
  if (!inBucket) {
    inBucket = new Float64Array(counts[bucket]!);
    for (let n = 0, to = 0; n < values.length; n++) {
      if (bucketOf[n] === bucket) inBucket[to++] = values[n]!;
    }
    sorted.set(bucket, inBucket.sort());
  }
  return inBucket[rank - below]!;
}
