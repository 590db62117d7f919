import type { CoOccurrence } from '../matrices/glcm.js';
import { tridiagonalEigenvalues } from './symmetricEigenvalues.js';

/** Relative error at which an eigenvalue counts as found. */
const ACCURACY = 1e-13;
/** Basis vectors after which convergence is looked at first, and how many times as many the next time. */
const FIRST_LOOK = 6;
const NEXT_LOOK = 1.2;
/** What is left of a vector outside the basis where there is nothing but rounding. */
const NOTHING = 1e-12;

/**
 * Maximal correlation coefficient (Hirschfeld 1935; IBSI leaves it out): the second largest singular
 * value of the joint probabilities divided by the roots of their marginals, A = p/√(row·column), which is
 * the root of the second largest eigenvalue of Haralick's Q.
 *
 * The largest singular value is known, 1 with the vectors √row and √column. Beside it, the largest
 * eigenvalue of AᵀA is found by the Lanczos method with full reorthogonalisation (Golub & Van Loan,
 * Matrix Computations, 10.3): some ten products with the matrix, where taking all n eigenvalues
 * costs n³ steps, and there may be thousands of grey levels.
 *
 * @param row probability of each grey level in the rows, not zero, and so for `column`
 * @returns 0 to 1; 1 for a single grey level
 */
export function maximalCorrelation(
  matrix: CoOccurrence,
  row: Float64Array,
  column: Float64Array,
): number {
  if (matrix.size < 2) return 1;
  const scaled = { ...matrix, values: scaledEntries(matrix, row, column) };
  const known = column.map(Math.sqrt);
  return Math.sqrt(Math.max(0, largestEigenvalueBeside(known, scaled)));
}

/** A, by the entries of the matrix. */
interface ScaledMatrix extends Omit<CoOccurrence, 'probabilities'> {
  readonly values: Float64Array;
}

function scaledEntries(
  { rows, columns, probabilities }: CoOccurrence,
  row: Float64Array,
  column: Float64Array,
): Float64Array {
  const values = new Float64Array(probabilities.length);
  for (let n = 0; n < values.length; n++) {
    values[n] = probabilities[n]! / Math.sqrt(row[rows[n]!]! * column[columns[n]!]!);
  }
  return values;
}

/** @param known eigenvector of AᵀA to leave out, of length 1 */
function largestEigenvalueBeside(known: Float64Array, matrix: ScaledMatrix): number {
  const { size } = matrix;
  const basis = [known];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  const between = new Float64Array(size);
  let next = startVector(size);
  let look = FIRST_LOOK;
  makeOrthogonal(next, basis);
  let length = norm(next);
  for (;;) {
    const vector = divided(next, length);
    basis.push(vector);
    multiply(matrix, vector, between);
    next = new Float64Array(size);
    multiplyTransposed(matrix, between, next);
    diagonal.push(dot(vector, next));
    makeOrthogonal(next, basis);
    length = norm(next);
    // All eigenvectors are in the basis, but for those that the start has no part of.
    const complete = basis.length === size || length < NOTHING;
    if (complete || diagonal.length >= look) {
      const { value, error } = largestRitzValue(diagonal, offDiagonal, length);
      if (complete || error <= ACCURACY * value) return value;
      look = Math.ceil(look * NEXT_LOOK);
    }
    offDiagonal.push(length);
  }
}

/**
 * The largest eigenvalue of the tridiagonal matrix that the basis makes of AᵀA, and by how much it may
 * differ from one of AᵀA itself: residual² / gap to the next (Parlett, The Symmetric Eigenvalue Problem,
 * 11.7).
 *
 * @param length of what AᵀA makes of the last basis vector outside the basis
 */
function largestRitzValue(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  length: number,
) {
  const { values, lastComponents } = tridiagonalEigenvalues(diagonal, offDiagonal);
  let [value, next, lastComponent] = [-Infinity, -Infinity, 0];
  for (let n = 0; n < values.length; n++) {
    if (values[n]! > value) {
      next = value;
      value = values[n]!;
      lastComponent = lastComponents[n]!;
    } else if (values[n]! > next) {
      next = values[n]!;
    }
  }
  const residual = Math.abs(length * lastComponent);
  return { value, error: Math.min(residual, (residual * residual) / (value - next)) };
}

/** Any vector with a part of all eigenvectors: always the same one, so that results repeat. */
function startVector(size: number): Float64Array {
  const vector = new Float64Array(size);
  let state = 1;
  for (let n = 0; n < size; n++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    vector[n] = state / 2 ** 31;
  }
  return vector;
}

/** A·x. Entries come row by row: what a row adds up stays out of memory until its end. */
function multiply(
  { rows, columns, values, symmetrical }: ScaledMatrix,
  x: Float64Array,
  product: Float64Array,
): void {
  product.fill(0);
  for (let n = 0; n < values.length;) {
    const row = rows[n]!;
    const own = symmetrical ? x[row]! : 0;
    let sum = 0;
    do {
      const column = columns[n]!;
      const value = values[n++]!;
      sum += value * x[column]!;
      if (column !== row) product[column]! += value * own;
    } while (rows[n] === row);
    product[row]! += sum;
  }
}

/** Aᵀ·x. */
function multiplyTransposed(matrix: ScaledMatrix, x: Float64Array, product: Float64Array): void {
  const { rows, columns, symmetrical } = matrix;
  multiply(symmetrical ? matrix : { ...matrix, rows: columns, columns: rows }, x, product);
}

/**
 * Takes from a vector its part along each of a basis of orthonormal vectors; twice, as what is left may be
 * small, and then hardly orthogonal after the first time.
 */
function makeOrthogonal(vector: Float64Array, basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const unit of basis) {
      const part = dot(unit, vector);
      for (let n = 0; n < vector.length; n++) vector[n]! -= part * unit[n]!;
    }
  }
}

function divided(vector: Float64Array, by: number): Float64Array {
  const quotient = new Float64Array(vector.length);
  for (let n = 0; n < vector.length; n++) quotient[n] = vector[n]! / by;
  return quotient;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n]! * b[n]!;
  return sum;
}
