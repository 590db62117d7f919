/**
 * Eigenvalues of a real symmetric matrix, ascending: Householder reduction to tridiagonal form, then
 * implicit QL (Golub & Van Loan, Matrix Computations, 8.3).
 *
 * @param matrix n × n with entries of about 1; overwritten, and only its lower triangle read
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const { diagonal, offDiagonal } = tridiagonalise(matrix, n);
  return tridiagonalEigenvalues(diagonal, offDiagonal).values.sort();
}

/**
 * Eigenvalues of a symmetric tridiagonal matrix, in no order, and of each one's eigenvector of length 1
 * the last component.
 *
 * @param offDiagonal of which the first n − 1 count
 */
export function tridiagonalEigenvalues(
  diagonal: ArrayLike<number>,
  offDiagonal: ArrayLike<number>,
): { values: Float64Array; lastComponents: Float64Array } {
  const values = Float64Array.from(diagonal);
  const beside = new Float64Array(values.length);
  for (let n = 0; n + 1 < values.length; n++) beside[n] = offDiagonal[n]!;
  const lastComponents = new Float64Array(values.length);
  lastComponents[values.length - 1] = 1;
  implicitQl(values, beside, lastComponents);
  return { values, lastComponents };
}

function tridiagonalise(a: Float64Array, n: number) {
  const offDiagonal = new Float64Array(n);
  const v = new Float64Array(n);
  const p = new Float64Array(n);
  for (let c = 0; c < n - 2; c++) {
    let below = 0;
    for (let r = c + 1; r < n; r++) below += a[r * n + c]! ** 2;
    const pivot = a[(c + 1) * n + c]!;
    const length = pivot > 0 ? -Math.sqrt(below) : Math.sqrt(below);
    offDiagonal[c] = length;
    // Half the squared length of v = x − length·e₁.
    const half = below - pivot * length;
    if (half === 0) continue;
    for (let r = c + 1; r < n; r++) v[r] = a[r * n + c]!;
    v[c + 1]! -= length;

    // A ← H A H = A − v qᵀ − q vᵀ with q = p − v·(vᵀp / 2h), p = A v / h.
    p.fill(0, c + 1);
    for (let r = c + 1; r < n; r++) {
      const row = r * n;
      const vr = v[r]!;
      let sum = 0;
      for (let s = c + 1; s < r; s++) {
        const entry = a[row + s]!;
        sum += entry * v[s]!;
        p[s]! += entry * vr;
      }
      p[r]! += sum + a[row + r]! * vr;
    }
    let vp = 0;
    for (let r = c + 1; r < n; r++) {
      p[r]! /= half;
      vp += v[r]! * p[r]!;
    }
    const share = vp / (2 * half);
    for (let r = c + 1; r < n; r++) p[r]! -= share * v[r]!;
    for (let r = c + 1; r < n; r++) {
      const row = r * n;
      const [vr, pr] = [v[r]!, p[r]!];
      for (let s = c + 1; s <= r; s++) a[row + s]! -= vr * p[s]! + pr * v[s]!;
    }
  }
  if (n > 1) offDiagonal[n - 2] = a[(n - 1) * n + n - 2]!;
  return { diagonal: Float64Array.from({ length: n }, (_, k) => a[k * n + k]!), offDiagonal };
}

/** Turns the diagonal into the eigenvalues, and the last row of the identity into that of the eigenvectors. */
function implicitQl(d: Float64Array, e: Float64Array, lastRow: Float64Array): void {
  const n = d.length;
  for (let first = 0; first < n; first++) {
    for (;;) {
      let last = first;
      while (last < n - 1 && !isNegligible(e[last]!, d[last]!, d[last + 1]!)) last++;
      if (last === first) break;
      qlStep(d, e, lastRow, first, last);
    }
  }
}

function isNegligible(offDiagonal: number, a: number, b: number): boolean {
  // Eigenvalues are read to absolute accuracy: underflowing entries of singular matrices must not spin.
  return Math.abs(offDiagonal) <= Number.EPSILON * (Math.abs(a) + Math.abs(b)) + 1e-300;
}

/** One QL step with Wilkinson's shift on the unreduced block from `first` to `last`. */
function qlStep(
  d: Float64Array,
  e: Float64Array,
  lastRow: Float64Array,
  first: number,
  last: number,
): void {
  const slope = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  const root = Math.sqrt(slope * slope + 1);
  let g = d[last]! - d[first]! + e[first]! / (slope + (slope >= 0 ? root : -root));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let k = last - 1; k >= first; k--) {
    const f = sine * e[k]!;
    const b = cosine * e[k]!;
    const r = Math.sqrt(f * f + g * g);
    e[k + 1] = r;
    if (r === 0) {
      d[k + 1]! -= shift;
      e[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[k + 1]! - shift;
    const t = (d[k]! - g) * sine + 2 * cosine * b;
    shift = sine * t;
    d[k + 1] = g + shift;
    g = cosine * t - b;
    const here = lastRow[k]!;
    const next = lastRow[k + 1]!;
    lastRow[k + 1] = sine * here + cosine * next;
    lastRow[k] = cosine * here - sine * next;
  }
  d[first]! -= shift;
  e[first] = g;
  e[last] = 0;
}
