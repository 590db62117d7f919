/** Corners of a convex polygon, mm, and a circle around them. */
export interface Hull {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly centre: readonly [number, number];
  readonly radius: number;
}

/** A rounding error more than the circles may be wrong by. */
const SLACK = 1 + 1e-12;

/**
 * Convex hull of points on parallel lines (monotone chains, Andrew 1979).
 *
 * @param lowest index of the first point on each line, above `highest` where it has none
 * @param highest index of the last point
 * @param uMm distance between two lines
 * @param vMm distance between two indices on a line
 * @returns undefined where no line has a point
 */
export function planarHull(
  lowest: Int32Array,
  highest: Int32Array,
  uMm: number,
  vMm: number,
): Hull | undefined {
  const lines: number[] = [];
  for (let line = 0; line < lowest.length; line++) {
    if (lowest[line]! <= highest[line]!) lines.push(line);
  }
  if (lines.length === 0) return undefined;
  const lower = chain(lines, lowest, 1);
  const upper = chain(lines, highest, -1);
  const u = new Float64Array(lower.length + upper.length);
  const v = new Float64Array(u.length);
  let corner = 0;
  for (const line of lower) {
    u[corner] = line * uMm;
    v[corner++] = lowest[line]! * vMm;
  }
  for (const line of upper) {
    u[corner] = line * uMm;
    v[corner++] = highest[line]! * vMm;
  }
  return { u, v, ...circleAround(u, v) };
}

/** The lines whose points are corners of the lower (`side` 1) or upper (−1) half of the hull. */
function chain(lines: readonly number[], v: Int32Array, side: 1 | -1): number[] {
  const corners: number[] = [];
  for (const c of lines) {
    while (corners.length > 1) {
      const a = corners[corners.length - 2]!;
      const b = corners[corners.length - 1]!;
      const turn = (b - a) * (v[c]! - v[a]!) - (v[b]! - v[a]!) * (c - a);
      if (turn * side > 0) break;
      corners.pop();
    }
    corners.push(c);
  }
  return corners;
}

function circleAround(u: Float64Array, v: Float64Array): Pick<Hull, 'centre' | 'radius'> {
  const [cu, cv] = [middle(u), middle(v)];
  let squared = 0;
  for (let n = 0; n < u.length; n++) {
    const du = u[n]! - cu;
    const dv = v[n]! - cv;
    squared = Math.max(squared, du * du + dv * dv);
  }
  return { centre: [cu, cv], radius: Math.sqrt(squared) };
}

function middle(values: Float64Array): number {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return (lowest + highest) / 2;
}

/**
 * Largest squared distance between corners of two hulls in one plane, where it exceeds `least`;
 * otherwise 0 or any smaller one.
 */
export function farthestBetween(a: Hull, b: Hull, least: number): number {
  const across = a.centre[0] - b.centre[0];
  const along = a.centre[1] - b.centre[1];
  const bound = (Math.sqrt(across * across + along * along) + a.radius + b.radius) * SLACK;
  if (bound * bound <= least) return 0;
  let farthest = 0;
  for (let n = 0; n < a.u.length; n++) {
    const u = a.u[n]!;
    const v = a.v[n]!;
    for (let m = 0; m < b.u.length; m++) {
      const du = u - b.u[m]!;
      const dv = v - b.v[m]!;
      const squared = du * du + dv * dv;
      if (squared > farthest) farthest = squared;
    }
  }
  return farthest;
}
