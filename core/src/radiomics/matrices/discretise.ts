import { MutationPredictionError } from '../../errors.js';
import type { PixelType } from '../roi/image.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/**
 * Grey level, from 1, of each value: in bins of a fixed width whose edges are multiples of the width
 * (PyRadiomics' `getBinEdges`), or in a fixed number of bins between minimum and maximum.
 *
 * @param values values inside the ROI, at least one
 * @param pixelType of the image: NumPy puts the edges of a fixed number of bins in the same type
 * @param levels overwritten with the result
 * @throws `invalid-parameters` for a width that makes more levels than can be told apart
 */
export function discretise(
  values: Float64Array,
  { binWidth, binOrigin, binCount }: Pick<RadiomicsSettings, 'binWidth' | 'binOrigin' | 'binCount'>,
  pixelType: PixelType,
  levels: Int32Array,
): void {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  if (binCount === null) {
    const first = binOrigin ?? minimum - flooredModulus(minimum, binWidth);
    requireCountable((maximum - first) / binWidth, binWidth);
    levelsOfWidth(values, first, binWidth, levels);
  } else {
    levelsOfCount(values, edgesOfCount(minimum, maximum, binCount, pixelType), binCount, levels);
  }
}

/** Beyond that a level is no longer told from the next one, and no texture is left. */
const MOST_LEVELS = 2 ** 20;

function requireCountable(levels: number, width: number): void {
  if (levels <= MOST_LEVELS) return;
  throw new MutationPredictionError('invalid-parameters.bins-too-narrow', {
    width,
    most: MOST_LEVELS,
  });
}

/** Half-open bins; a value on an edge, the maximum too, opens its own. */
function levelsOfWidth(
  values: Float64Array,
  first: number,
  width: number,
  levels: Int32Array,
): void {
  // As numpy.arange steps: by the difference of its first two elements.
  const step = first + width - first;
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    let bin = Math.max(0, Math.floor((value - first) / width));
    // The quotient may round to the other side of an edge.
    while (value >= first + (bin + 1) * step) bin++;
    while (bin > 0 && value < first + bin * step) bin--;
    levels[n] = bin + 1;
  }
}

function levelsOfCount(
  values: Float64Array,
  edge: (n: number) => number,
  binCount: number,
  levels: Int32Array,
): void {
  const first = edge(0);
  const last = binCount - 1;
  const width = (edge(last) - first) / (last || 1);
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    let bin = width > 0 ? Math.min(last, Math.max(0, Math.floor((value - first) / width))) : 0;
    while (bin < last && value >= edge(bin + 1)) bin++;
    while (bin > 0 && value < edge(bin)) bin--;
    levels[n] = bin + 1;
  }
}

/** numpy.histogram's edges; the last one is not needed, as the maximum belongs to the last bin. */
function edgesOfCount(
  minimum: number,
  maximum: number,
  count: number,
  pixelType: PixelType,
): (n: number) => number {
  const flat = minimum === maximum;
  const first = flat ? minimum - 0.5 : minimum;
  const step = ((flat ? maximum + 0.5 : maximum) - first) / count;
  return pixelType === 'float32' ? (n) => Math.fround(first + n * step) : (n) => first + n * step;
}

function flooredModulus(value: number, modulus: number): number {
  const remainder = value % modulus;
  return remainder < 0 ? remainder + modulus : remainder;
}
