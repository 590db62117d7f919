import { MutationPredictionError } from '../../errors.js';
import type { CtStack } from './ctStack.js';
import { stackSlices } from './ctStack.js';
import type { DivisibleSlice, SlicesOfPart } from './seriesParts.js';
import { divideSeries } from './seriesParts.js';

/** A series, or one stack of several that it holds. */
export interface StackOfSeries<Slice extends DivisibleSlice>
  extends CtStack<Slice>, Omit<SlicesOfPart<Slice>, 'slices'> {
  /** Of the series, with what sets this stack apart. */
  readonly title: string;
}

/** A stack that is none, and why. */
export interface RefusedStack {
  readonly title: string;
  readonly error: MutationPredictionError;
}

/** What a series holds. One bad stack hides no good one. */
export interface SeriesStacks<Slice extends DivisibleSlice> {
  readonly stacks: readonly StackOfSeries<Slice>[];
  readonly refused: readonly RefusedStack[];
}

/**
 * The stacks of a series, each a regular grid.
 *
 * @param slices at least one, in any order
 * @param sliceThicknessMm stands in for the spacing of a single slice
 * @param title names the series
 */
export function stacksOfSeries<Slice extends DivisibleSlice>(
  slices: readonly Slice[],
  sliceThicknessMm: number | undefined,
  title: string,
): SeriesStacks<Slice> {
  const stacks: StackOfSeries<Slice>[] = [];
  const refused: RefusedStack[] = [];
  const parts = divideSeries(slices);
  for (const part of parts) {
    const own = [title, ...part.distinction].join(', ');
    try {
      if (parts.length > 1) requireStack(part, own);
      stacks.push({ ...part, ...stackSlices(part.slices, sliceThicknessMm, own), title: own });
    } catch (error) {
      if (!(error instanceof MutationPredictionError)) throw error;
      refused.push({ title: own, error });
    }
  }
  return { stacks, refused };
}

/** A lone reformat or capture among the slices is no volume, and must not make the choice harder. */
function requireStack({ slices }: SlicesOfPart<DivisibleSlice>, title: string): void {
  if (slices.length > 1) return;
  throw new MutationPredictionError('inconsistent-series.lone-image', {
    series: title,
    image: slices[0]!.source.name,
  });
}
