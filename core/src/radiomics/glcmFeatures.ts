import type { FeatureValues } from './featureNames.js';
import { meanOfEach } from './mean.js';
import { symmetricEigenvalues } from './symmetricEigenvalues.js';

/** Added in logarithms, so that empty entries count as 0 · log2(ε) = 0. */
const EPSILON = Number.EPSILON;

/**
 * GLCM features (IBSI 3.6), the mean over the matrices.
 *
 * @param matrices normalised, [level, level] over `greyLevels`; each is done with before the next
 * @param greyLevels the grey levels that occur, ascending
 */
export function glcmFeatures(
  matrices: Iterable<Float64Array>,
  greyLevels: Int32Array,
  symmetrical: boolean,
): FeatureValues<'glcm'> {
  return meanOfEach(Array.from(matrices, (matrix) => featuresOf(matrix, greyLevels, symmetrical)));
}

/** Probabilities of a matrix's rows, columns, sums and differences of grey levels. */
interface Marginals {
  readonly row: Float64Array;
  readonly column: Float64Array;
  readonly sum: Float64Array;
  readonly difference: Float64Array;
  readonly rowMean: number;
  readonly columnMean: number;
}

function marginals(p: Float64Array, levels: Int32Array): Marginals {
  const size = levels.length;
  const highest = levels[size - 1]!;
  const row = new Float64Array(size);
  const column = new Float64Array(size);
  const sum = new Float64Array(2 * highest + 1);
  const difference = new Float64Array(highest);
  for (let r = 0; r < size; r++) {
    const i = levels[r]!;
    for (let c = 0; c < size; c++) {
      const probability = p[r * size + c]!;
      if (probability === 0) continue;
      const j = levels[c]!;
      row[r]! += probability;
      column[c]! += probability;
      sum[i + j]! += probability;
      difference[Math.abs(i - j)]! += probability;
    }
  }
  const meanOf = (marginal: Float64Array) => {
    let mean = 0;
    for (let n = 0; n < size; n++) mean += marginal[n]! * levels[n]!;
    return mean;
  };
  return { row, column, sum, difference, rowMean: meanOf(row), columnMean: meanOf(column) };
}

function featuresOf(
  p: Float64Array,
  levels: Int32Array,
  symmetrical: boolean,
): FeatureValues<'glcm'> {
  const marginal = marginals(p, levels);
  const { sum, difference, rowMean } = marginal;
  return {
    ...momentsOf(p, levels, marginal),
    ...informationOf(p, marginal),
    // The highest level, empty ones included: PyRadiomics normalises by it.
    ...differencesOf(difference, levels[levels.length - 1]!),
    JointAverage: rowMean,
    MCC: maximalCorrelation(p, marginal, symmetrical),
    SumAverage: meanIndex(sum),
    SumEntropy: entropy(sum),
  };
}

/** @param difference probability of each difference k of grey levels */
function differencesOf(difference: Float64Array, highest: number) {
  const mean = meanIndex(difference);
  let [variance, id, idm, idmn, idn, inverse] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < difference.length; k++) {
    const q = difference[k]!;
    variance += q * (k - mean) ** 2;
    id += q / (1 + k);
    idm += q / (1 + k * k);
    idmn += q / (1 + (k * k) / (highest * highest));
    idn += q / (1 + k / highest);
    if (k !== 0) inverse += q / (k * k);
  }
  return {
    DifferenceAverage: mean,
    DifferenceEntropy: entropy(difference),
    DifferenceVariance: variance,
    Id: id,
    Idm: idm,
    Idmn: idmn,
    Idn: idn,
    InverseVariance: inverse,
  };
}

function momentsOf(p: Float64Array, levels: Int32Array, { rowMean, columnMean }: Marginals) {
  const size = levels.length;
  let [autocorrelation, contrast, covariance, rowVariance, columnVariance] = [0, 0, 0, 0, 0];
  let [tendency, shade, prominence, energy, maximum] = [0, 0, 0, 0, 0];
  for (let r = 0; r < size; r++) {
    const i = levels[r]!;
    for (let c = 0; c < size; c++) {
      const probability = p[r * size + c]!;
      if (probability === 0) continue;
      const j = levels[c]!;
      const deviation = i + j - rowMean - columnMean;
      const squared = probability * deviation * deviation;
      autocorrelation += probability * i * j;
      contrast += probability * (i - j) * (i - j);
      covariance += probability * (i - rowMean) * (j - columnMean);
      rowVariance += probability * (i - rowMean) ** 2;
      columnVariance += probability * (j - columnMean) ** 2;
      tendency += squared;
      shade += squared * deviation;
      prominence += squared * deviation * deviation;
      energy += probability * probability;
      if (probability > maximum) maximum = probability;
    }
  }
  const deviations = Math.sqrt(rowVariance) * Math.sqrt(columnVariance);
  return {
    Autocorrelation: autocorrelation,
    ClusterProminence: prominence,
    ClusterShade: shade,
    ClusterTendency: tendency,
    Contrast: contrast,
    Correlation: deviations === 0 ? 1 : covariance / (deviations + EPSILON),
    JointEnergy: energy,
    MaximumProbability: maximum,
    SumSquares: rowVariance,
  };
}

/** Joint entropy and the two informational measures of correlation. */
function informationOf(p: Float64Array, { row, column }: Marginals) {
  const size = row.length;
  const joint = entropy(p);
  let [crossEntropy, independent] = [0, 0];
  for (let r = 0; r < size; r++) {
    if (row[r] === 0) continue;
    for (let c = 0; c < size; c++) {
      const product = row[r]! * column[c]!;
      if (product === 0) continue;
      const bits = Math.log2(product + EPSILON);
      crossEntropy -= p[r * size + c]! * bits;
      independent -= product * bits;
    }
  }
  const larger = Math.max(entropy(row), entropy(column));
  return {
    JointEntropy: joint,
    Imc1: larger === 0 ? 0 : (joint - crossEntropy) / larger,
    Imc2: independent === joint ? 0 : Math.sqrt(1 - Math.exp(-2 * (independent - joint))),
  };
}

/**
 * Maximal correlation coefficient: the second largest singular value of the matrix after division by
 * the roots of its marginals (for symmetrical matrices the second largest |eigenvalue|), which is the
 * root of the second largest eigenvalue of Haralick's Q. 1 for a single grey level.
 */
function maximalCorrelation(
  p: Float64Array,
  { row, column }: Marginals,
  symmetrical: boolean,
): number {
  const size = row.length;
  if (size < 2) return 1;
  const scaled = new Float64Array(p.length);
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      const q = p[r * size + c]!;
      if (q !== 0) scaled[r * size + c] = q / Math.sqrt(row[r]! * column[c]!);
    }
  }
  const magnitudes = symmetrical
    ? symmetricEigenvalues(scaled, size).map(Math.abs)
    : symmetricEigenvalues(gram(scaled, size), size).map((value) => Math.sqrt(Math.max(0, value)));
  return magnitudes.sort()[size - 2]!;
}

/** A·Aᵀ. */
function gram(a: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let r = 0; r < size; r++) {
    for (let s = 0; s < size; s++) {
      for (let c = 0; c < size; c++) product[r * size + s]! += a[r * size + c]! * a[s * size + c]!;
    }
  }
  return product;
}

function entropy(probabilities: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < probabilities.length; n++) {
    const q = probabilities[n]!;
    if (q !== 0) sum += q * Math.log2(q + EPSILON);
  }
  return -sum;
}

function meanIndex(probabilities: Float64Array): number {
  let mean = 0;
  for (let k = 0; k < probabilities.length; k++) mean += probabilities[k]! * k;
  return mean;
}
