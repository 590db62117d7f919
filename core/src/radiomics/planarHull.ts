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
  const u = Float64Array.from([...lower, ...upper], (line) => line * uMm);
  const v = Float64Array.from([
    ...lower.map((line) => lowest[line]! * vMm),
    ...upper.map((line) => highest[line]! * vMm),
  ]);
  return { u, v, ...circleAround(u, v) };
}

/** The lines whose points are corners of the lower (`side` 1) or upper (−1) half of the hull. */
function chain(lines: readonly number[], v: Int32Array, side: 1 | -1): number[] {
  const corners: number[] = [];
  for (const c of lines) {
    while (corners.length > 1) {
      const [a, b] = [corners[corners.length - 2]!, corners[corners.length - 1]!];
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
    squared = Math.max(squared, (u[n]! - cu) ** 2 + (v[n]! - cv) ** 2);
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
  const centres = Math.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]);
  const bound = (centres + a.radius + b.radius) * SLACK;
  if (bound * bound <= least) return 0;
  let farthest = 0;
  for (let n = 0; n < a.u.length; n++) {
    const [u, v] = [a.u[n]!, a.v[n]!];
    for (let m = 0; m < b.u.length; m++) {
      const [du, dv] = [u - b.u[m]!, v - b.v[m]!];
      const squared = du * du + dv * dv;
      if (squared > farthest) farthest = squared;
    }
  }
  return farthest;
}
