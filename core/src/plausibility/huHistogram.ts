/** Counts of whole numbers in a range: exact statistics of many voxels without sorting them. */
export class HuHistogram {
  private readonly counts: Uint32Array;
  private total = 0;

  /** Values lie in `lowest` … `highest`. */
  constructor(
    private readonly lowest: number,
    highest: number,
  ) {
    this.counts = new Uint32Array(highest - lowest + 1);
  }

  add(value: number): void {
    this.counts[value - this.lowest]!++;
    this.total++;
  }

  get count(): number {
    return this.total;
  }

  /** Share of the values in `from` ≤ value < `to`; 0 where there is none. */
  share(from: number, to: number): number {
    if (this.total === 0) return 0;
    const first = Math.max(0, from - this.lowest);
    let sum = 0;
    for (let n = first; n < Math.min(this.counts.length, to - this.lowest); n++) {
      sum += this.counts[n]!;
    }
    return sum / this.total;
  }

  /** Interpolated linearly between order statistics (Hyndman & Fan 1996, type 7); at least one value. */
  quantile(q: number): number {
    const position = q * (this.total - 1);
    const below = Math.floor(position);
    const lower = this.orderStatistic(below);
    return lower + (position - below) * (this.orderStatistic(Math.ceil(position)) - lower);
  }

  mean(): number {
    return this.sumOf((value) => value) / this.total;
  }

  /** Population standard deviation. */
  sd(): number {
    const mean = this.mean();
    return Math.sqrt(this.sumOf((value) => (value - mean) ** 2) / this.total);
  }

  private sumOf(term: (value: number) => number): number {
    let sum = 0;
    this.counts.forEach((count, n) => {
      if (count > 0) sum += count * term(n + this.lowest);
    });
    return sum;
  }

  /** The value that has `rank` values before it. */
  private orderStatistic(rank: number): number {
    let seen = 0;
    for (let n = 0; n < this.counts.length; n++) {
      seen += this.counts[n]!;
      if (seen > rank) return n + this.lowest;
    }
    throw new RangeError(`No value has ${rank} before it.`);
  }
}
