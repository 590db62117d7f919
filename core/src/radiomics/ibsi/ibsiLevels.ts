import type { IbsiDiscretisation } from './ibsiParameters.js';

/** Values in grey levels, from 1. */
export interface DiscretisedValues {
  readonly levels: Int32Array;
  /** Intensity in the middle of a level; the level itself where levels are numbered only. */
  centreOf(level: number): number;
}

/**
 * Discretises intensities (IBSI 2.7): in bins of a fixed width from a lower bound, or in a fixed number
 * of bins between minimum and maximum.
 *
 * @param lowerBound of the re-segmentation range; the minimum without one
 */
export function discretiseIbsi(
  values: Float64Array,
  discretisation: IbsiDiscretisation,
  lowerBound: number | undefined,
): DiscretisedValues {
  let [minimum, maximum] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  if ('binWidth' in discretisation) {
    const { binWidth } = discretisation;
    const lower = lowerBound ?? minimum;
    return {
      levels: Int32Array.from(values.map((value) => Math.floor((value - lower) / binWidth) + 1)),
      centreOf: (level) => lower + (level - 0.5) * binWidth,
    };
  }
  const { binCount } = discretisation;
  const range = maximum - minimum;
  return {
    levels: Int32Array.from(
      values.map((value) =>
        value < maximum
          ? Math.floor((binCount * (value - minimum)) / range) + 1
          : range === 0
            ? 1
            : binCount,
      ),
    ),
    centreOf: (level) => level,
  };
}
