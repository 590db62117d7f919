import type { FeatureValues } from './featureNames.js';
import type { CoOccurrence } from '../matrices/glcm.js';
import { maximalCorrelation } from './maximalCorrelation.js';
import { meanOfEach } from './mean.js';

/** Added in logarithms, so that empty entries count as 0 · log2(ε) = 0. */
const EPSILON = Number.EPSILON;
const EPSILON_BITS = EPSILON / Math.LN2;

/**
 * GLCM features (IBSI 3.6), the mean over the matrices.
 *
 * @param matrices over `greyLevels`; each is done with before the next
 * @param greyLevels the grey levels that occur, ascending
 */
export function glcmFeatures(
  matrices: Iterable<CoOccurrence>,
  greyLevels: Int32Array,
): FeatureValues<'glcm'> {
  return meanOfEach(Array.from(matrices, (matrix) => featuresOf(matrix, greyLevels)));
}

function featuresOf(matrix: CoOccurrence, levels: Int32Array): FeatureValues<'glcm'> {
  const joint = jointOf(matrix, levels);
  const { row, column, sum, difference } = joint;
  const [rowMean, columnMean] = [meanOf(row, levels), meanOf(column, levels)];
  const rowVariance = varianceOf(row, levels, rowMean);
  const columnVariance = varianceOf(column, levels, columnMean);
  const cluster = clusterFeatures(sum, rowMean + columnMean);
  // Var(x + y) = Var(x) + Var(y) + 2 Cov(x, y)
  const covariance = (cluster.ClusterTendency - rowVariance - columnVariance) / 2;
  const deviations = Math.sqrt(rowVariance) * Math.sqrt(columnVariance);
  return {
    Autocorrelation: joint.autocorrelation,
    Correlation: deviations === 0 ? 1 : covariance / (deviations + EPSILON),
    JointAverage: rowMean,
    JointEnergy: joint.energy,
    JointEntropy: joint.entropy,
    MaximumProbability: joint.maximum,
    SumSquares: rowVariance,
    ...cluster,
    ...informationFeatures(joint, matrix),
    // The highest level, empty ones included: PyRadiomics normalises by it.
    ...differenceFeatures(difference, levels[levels.length - 1]!),
    MCC: maximalCorrelation(matrix, row, column),
  };
}

/** What is summed up over the entries of a matrix. */
interface Joint {
  /** Probability of each grey level in the rows and in the columns; the same where symmetrical. */
  readonly row: Float64Array;
  readonly column: Float64Array;
  /** Probability of each sum and each difference of grey levels. */
  readonly sum: Float64Array;
  readonly difference: Float64Array;
  readonly autocorrelation: number;
  readonly energy: number;
  readonly entropy: number;
  readonly maximum: number;
}

function jointOf(matrix: CoOccurrence, levels: Int32Array): Joint {
  const { size, symmetrical, rows, columns, probabilities } = matrix;
  const highest = levels[size - 1]!;
  const row = new Float64Array(size);
  const column = symmetrical ? row : new Float64Array(size);
  const sum = new Float64Array(2 * highest + 1);
  const difference = new Float64Array(highest);
  let [autocorrelation, energy, entropy, maximum] = [0, 0, 0, 0];
  for (let n = 0; n < probabilities.length; n++) {
    const r = rows[n]!;
    const c = columns[n]!;
    const i = levels[r]!;
    const j = levels[c]!;
    const probability = probabilities[n]!;
    // The entry and, where there is one, its mirror image.
    const mirrored = symmetrical && r !== c;
    const both = mirrored ? 2 * probability : probability;
    row[r]! += probability;
    if (mirrored) row[c]! += probability;
    if (!symmetrical) column[c]! += probability;
    sum[i + j]! += both;
    difference[Math.abs(i - j)]! += both;
    autocorrelation += both * i * j;
    energy += both * probability;
    entropy -= both * Math.log2(probability + EPSILON);
    if (probability > maximum) maximum = probability;
  }
  return { row, column, sum, difference, autocorrelation, energy, entropy, maximum };
}

/** @param sum probability of each sum k of two grey levels */
function clusterFeatures(sum: Float64Array, mean: number) {
  let [average, tendency, shade, prominence] = [0, 0, 0, 0];
  for (let k = 0; k < sum.length; k++) {
    const deviation = k - mean;
    const squared = sum[k]! * deviation * deviation;
    average += sum[k]! * k;
    tendency += squared;
    shade += squared * deviation;
    prominence += squared * deviation * deviation;
  }
  return {
    ClusterProminence: prominence,
    ClusterShade: shade,
    ClusterTendency: tendency,
    SumAverage: average,
    SumEntropy: entropyOf(sum),
  };
}

/** @param difference probability of each difference k of two grey levels */
function differenceFeatures(difference: Float64Array, highest: number) {
  let [average, contrast] = [0, 0];
  for (let k = 0; k < difference.length; k++) {
    average += difference[k]! * k;
    contrast += difference[k]! * k * k;
  }
  let [variance, id, idm, idmn, idn, inverse] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < difference.length; k++) {
    const q = difference[k]!;
    variance += q * (k - average) ** 2;
    id += q / (1 + k);
    idm += q / (1 + k * k);
    idmn += q / (1 + (k * k) / (highest * highest));
    idn += q / (1 + k / highest);
    if (k !== 0) inverse += q / (k * k);
  }
  return {
    Contrast: contrast,
    DifferenceAverage: average,
    DifferenceEntropy: entropyOf(difference),
    DifferenceVariance: variance,
    Id: id,
    Idm: idm,
    Idmn: idmn,
    Idn: idn,
    InverseVariance: inverse,
  };
}

/**
 * Informational measures of correlation. The cross entropies −Σ p·log(row·column) and
 * −Σ row·column·log(row·column) are both the sum of the marginals' entropies, but for the ε that
 * PyRadiomics adds to each product x: to first order, log(x + ε) is log(x) + ε/x.
 */
function informationFeatures({ row, column, entropy }: Joint, matrix: CoOccurrence) {
  const [ofRow, ofColumn] = [entropyOf(row), entropyOf(column)];
  const larger = Math.max(ofRow, ofColumn);
  const [rows, columns] = [countPositive(row), countPositive(column)];
  const cross = ofRow + ofColumn + (rows + columns) * EPSILON_BITS;
  const crossOfMatrix = cross - sumOfQuotients(matrix, row, column) * EPSILON_BITS;
  const crossOfIndependent = cross - rows * columns * EPSILON_BITS;
  const shared = Math.max(0, crossOfIndependent - entropy);
  return {
    Imc1: larger <= 0 ? 0 : (entropy - crossOfMatrix) / larger,
    Imc2: Math.sqrt(1 - Math.exp(-2 * shared)),
  };
}

/** Σ p / (row·column) */
function sumOfQuotients(
  { rows, columns, probabilities, symmetrical }: CoOccurrence,
  row: Float64Array,
  column: Float64Array,
): number {
  let sum = 0;
  for (let n = 0; n < probabilities.length; n++) {
    const r = rows[n]!;
    const c = columns[n]!;
    const quotient = probabilities[n]! / (row[r]! * column[c]!);
    sum += symmetrical && r !== c ? 2 * quotient : quotient;
  }
  return sum;
}

function countPositive(probabilities: Float64Array): number {
  let count = 0;
  for (let n = 0; n < probabilities.length; n++) if (probabilities[n]! > 0) count++;
  return count;
}

function entropyOf(probabilities: Float64Array): number {
  let entropy = 0;
  for (let n = 0; n < probabilities.length; n++) {
    const q = probabilities[n]!;
    if (q !== 0) entropy -= q * Math.log2(q + EPSILON);
  }
  return entropy;
}

function meanOf(marginal: Float64Array, levels: Int32Array): number {
  let mean = 0;
  for (let n = 0; n < marginal.length; n++) mean += marginal[n]! * levels[n]!;
  return mean;
}

function varianceOf(marginal: Float64Array, levels: Int32Array, mean: number): number {
  let variance = 0;
  for (let n = 0; n < marginal.length; n++) variance += marginal[n]! * (levels[n]! - mean) ** 2;
  return variance;
}
