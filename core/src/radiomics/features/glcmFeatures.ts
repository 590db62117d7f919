import type { FeatureValues } from './featureNames.js';
import type { CoOccurrence } from '../matrices/glcm.js';
import { maximalCorrelation } from './maximalCorrelation.js';
import { meanOfEach } from './mean.js';

/** Added in logarithms, so that empty entries count as 0 · log2(ε) = 0. */
const EPSILON = Number.EPSILON;
const EPSILON_BITS = EPSILON / Math.LN2;

/**
 * GLCM features (IBSI 3.6), the mean over the matrices. Of one matrix, with sums over all i and j or k:
 *
 * - p(i,j): probability that a voxel of level i has a neighbour of level j; ε = 2⁻⁵²;
 * - px(i) = Σⱼ p(i,j), py(j) = Σᵢ p(i,j): its marginals, with means µx and µy and deviations σx and σy;
 * - p₊(k) = Σ p(i,j) over i + j = k, p₋(k) = Σ p(i,j) over |i − j| = k; Ng: the highest level;
 * - HX, HY: entropies of px and py; HXY1 = −Σ p(i,j) · log₂(px(i) · py(j) + ε);
 *   HXY2 = −Σ px(i) · py(j) · log₂(px(i) · py(j) + ε).
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
    // Σ p(i,j) · i · j; IBSI QWB0
    Autocorrelation: joint.autocorrelation,
    // (Σ p(i,j) · i · j − µx · µy) / (σx · σy), 1 where a σ is 0; IBSI NI2N
    Correlation: deviations === 0 ? 1 : covariance / (deviations + EPSILON),
    // µx = Σ px(i) · i; IBSI 60VM
    JointAverage: rowMean,
    // Σ p(i,j)²; IBSI 8ZQL
    JointEnergy: joint.energy,
    // HXY = −Σ p(i,j) · log₂(p(i,j) + ε); IBSI TU9B
    JointEntropy: joint.entropy,
    // max p(i,j); IBSI GYBY
    MaximumProbability: joint.maximum,
    // σx² = Σ px(i) · (i − µx)²; IBSI UR99
    SumSquares: rowVariance,
    ...cluster,
    ...informationFeatures(joint, matrix),
    // The highest level, empty ones included: PyRadiomics normalises by it.
    ...differenceFeatures(difference, levels[levels.length - 1]!),
    // √ of the second largest eigenvalue of Q(i,j) = Σ p(i,k) · p(j,k) / (px(i) · py(k))
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
    // Σ p(i,j) · (i + j − µx − µy)⁴; IBSI AE86
    ClusterProminence: prominence,
    // Σ p(i,j) · (i + j − µx − µy)³; IBSI 7NFM
    ClusterShade: shade,
    // Σ p(i,j) · (i + j − µx − µy)²; IBSI DG8W
    ClusterTendency: tendency,
    // Σ p₊(k) · k; IBSI ZGXS
    SumAverage: average,
    // −Σ p₊(k) · log₂(p₊(k) + ε); IBSI P6QZ
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
    // Σ p₋(k) · k²; IBSI ACUI
    Contrast: contrast,
    // DA = Σ p₋(k) · k; IBSI TF7R
    DifferenceAverage: average,
    // −Σ p₋(k) · log₂(p₋(k) + ε); IBSI NTRS
    DifferenceEntropy: entropyOf(difference),
    // Σ p₋(k) · (k − DA)²; IBSI D3YU
    DifferenceVariance: variance,
    // Σ p₋(k) / (1 + k); IBSI IB1Z
    Id: id,
    // Σ p₋(k) / (1 + k²); IBSI WF0Z
    Idm: idm,
    // Σ p₋(k) / (1 + k² / Ng²); IBSI 1QCO
    Idmn: idmn,
    // Σ p₋(k) / (1 + k / Ng); IBSI NDRX
    Idn: idn,
    // Σ p₋(k) / k² over k > 0; IBSI E8JP
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
    // (HXY − HXY1) / max(HX, HY), 0 where both are 0; IBSI R8DG
    Imc1: larger <= 0 ? 0 : (entropy - crossOfMatrix) / larger,
    // √(1 − exp(−2 · (HXY2 − HXY))), 0 where HXY is larger than HXY2; IBSI JN9H
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
