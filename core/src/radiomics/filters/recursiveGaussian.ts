/**
 * Recursive approximation of the Gaussian and its second derivative (Deriche 1993, INRIA RR-1893;
 * coefficients and boundaries as in Farnebäck & Westin 2006 and ITK's RecursiveGaussianImageFilter).
 */
export interface RecursiveFilter {
  /** Causal numerator N0…N3. */
  readonly n: readonly number[];
  /** Denominator D1…D4. */
  readonly d: readonly number[];
  /** Anticausal numerator M1…M4. */
  readonly m: readonly number[];
  /** Feedback of a line that goes on with its first (`bn`) or last (`bm`) value. */
  readonly bn: readonly number[];
  readonly bm: readonly number[];
}

/** Parameters of the two damped oscillations that make up each kernel. */
const W = [0.6681, 2.0787] as const;
const L = [-1.3932, -1.3732] as const;
const GAUSSIAN = { a: [1.353, -0.3531], b: [1.8151, 0.0902] } as const;
const SECOND_DERIVATIVE = { a: [-1.3563, 0.3446], b: [5.2318, -2.2355] } as const;

interface Numerator {
  readonly n: readonly number[];
  /** Σ nₖ, Σ k·nₖ, Σ k²·nₖ. */
  readonly moments: readonly [number, number, number];
}

/** @param sigma in voxels along the line */
export function gaussianFilter(sigma: number): RecursiveFilter {
  const { d, moments } = denominator(sigma);
  const { n, moments: sums } = numerator(sigma, GAUSSIAN);
  const alpha = (2 * sums[0]) / moments[0] - n[0]!;
  return complete(scaled(n, 1 / alpha), d);
}

/**
 * @param sigma in voxels along the line
 * @param gain factor of the result
 */
export function secondDerivativeFilter(sigma: number, gain: number): RecursiveFilter {
  const { d, moments } = denominator(sigma);
  const [sd, dd, ed] = moments;
  const even = numerator(sigma, GAUSSIAN);
  const derived = numerator(sigma, SECOND_DERIVATIVE);
  // As much of the Gaussian as takes away the response to a constant.
  const beta =
    -(2 * derived.moments[0] - sd * derived.n[0]!) / (2 * even.moments[0] - sd * even.n[0]!);
  const n = derived.n.map((value, k) => value + beta * even.n[k]!);
  const [sn, dn, en] = derived.moments.map((value, k) => value + beta * even.moments[k]!);
  const alpha =
    (en! * sd * sd - ed * sn! * sd - 2 * dn! * dd * sd + 2 * dd * dd * sn!) / (sd * sd * sd);
  return complete(scaled(n, gain / alpha), d);
}

function denominator(sigma: number) {
  const [c1, c2] = [Math.cos(W[0] / sigma), Math.cos(W[1] / sigma)];
  const [e1, e2] = [Math.exp(L[0] / sigma), Math.exp(L[1] / sigma)];
  const d = [
    -2 * (e2 * c2 + e1 * c1),
    4 * c2 * c1 * e1 * e2 + e1 * e1 + e2 * e2,
    -2 * c1 * e1 * e2 * e2 - 2 * c2 * e2 * e1 * e1,
    e1 * e1 * e2 * e2,
  ];
  const [d1, d2, d3, d4] = d as [number, number, number, number];
  const moments = [
    1 + d1 + d2 + d3 + d4,
    d1 + 2 * d2 + 3 * d3 + 4 * d4,
    d1 + 4 * d2 + 9 * d3 + 16 * d4,
  ] as const;
  return { d, moments };
}

function numerator(sigma: number, { a, b }: typeof GAUSSIAN | typeof SECOND_DERIVATIVE): Numerator {
  const [a1, a2] = a;
  const [b1, b2] = b;
  const [s1, s2] = [Math.sin(W[0] / sigma), Math.sin(W[1] / sigma)];
  const [c1, c2] = [Math.cos(W[0] / sigma), Math.cos(W[1] / sigma)];
  const [e1, e2] = [Math.exp(L[0] / sigma), Math.exp(L[1] / sigma)];
  const n0 = a1 + a2;
  const n1 = e2 * (b2 * s2 - (a2 + 2 * a1) * c2) + e1 * (b1 * s1 - (a1 + 2 * a2) * c1);
  const n2 =
    2 * e1 * e2 * ((a1 + a2) * c2 * c1 - (b1 * c2 * s1 + b2 * c1 * s2)) +
    a2 * e1 * e1 +
    a1 * e2 * e2;
  const n3 = e2 * e1 * e1 * (b2 * s2 - a2 * c2) + e1 * e2 * e2 * (b1 * s1 - a1 * c1);
  return {
    n: [n0, n1, n2, n3],
    moments: [n0 + n1 + n2 + n3, n1 + 2 * n2 + 3 * n3, n1 + 4 * n2 + 9 * n3],
  };
}

/** The anticausal half of a symmetric kernel, and what the line's continuation feeds back. */
function complete(n: readonly number[], d: readonly number[]): RecursiveFilter {
  const m = d.map((value, k) => (n[k + 1] ?? 0) - value * n[0]!);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const sd = 1 + sum(d);
  return {
    n,
    d,
    m,
    bn: d.map((value) => (value * sum(n)) / sd),
    bm: d.map((value) => (value * sum(m)) / sd),
  };
}

function scaled(values: readonly number[], factor: number): number[] {
  return values.map((value) => value * factor);
}
