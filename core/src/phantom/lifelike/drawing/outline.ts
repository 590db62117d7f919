import type { Vector3 } from '../../../imaging/vector.js';

/** A closed curve in an axial plane: x and y of its corners by turns, mm. */
export type Outline = Float64Array;

/** A value at a height; between keys it follows a monotone cubic, beyond them the nearest key. */
export interface Key {
  readonly z: number;
  readonly values: readonly number[];
}

/**
 * Interpolates keys by Catmull-Rom splines over their heights.
 *
 * @param keys by rising z, all with as many values
 */
export function alongKeys(keys: readonly Key[]): (z: number) => number[] {
  const last = keys.length - 1;
  return (z) => {
    if (z <= keys[0]!.z) return [...keys[0]!.values];
    if (z >= keys[last]!.z) return [...keys[last]!.values];
    const n = keys.findIndex((key, index) => z < keys[index + 1]!.z && z >= key.z);
    const [before, from, to, after] = [n - 1, n, n + 1, n + 2].map(
      (index) => keys[Math.min(Math.max(index, 0), last)]!,
    ) as [Key, Key, Key, Key];
    const t = (z - from.z) / (to.z - from.z);
    const span = to.z - from.z;
    return from.values.map((value, v) => {
      const slopeFrom = ((to.values[v]! - before.values[v]!) / (to.z - before.z)) * span;
      const slopeTo = ((after.values[v]! - value) / (after.z - from.z)) * span;
      return hermite(value, to.values[v]!, slopeFrom, slopeTo, t);
    });
  };
}

/** One number by height. */
export function numberAlong(keys: readonly (readonly [z: number, value: number])[]) {
  const at = alongKeys(keys.map(([z, value]) => ({ z, values: [value] })));
  return (z: number): number => at(z)[0]!;
}

function hermite(a: number, b: number, slopeA: number, slopeB: number, t: number): number {
  const t2 = t * t;
  const t3 = t2 * t;
  return (
    (2 * t3 - 3 * t2 + 1) * a +
    (t3 - 2 * t2 + t) * slopeA +
    (3 * t2 - 2 * t3) * b +
    (t3 - t2) * slopeB
  );
}

/** Radii at even angles, as many as given, made `count` by a periodic Catmull-Rom spline. */
export function refineRadii(radii: readonly number[], count: number): Float64Array {
  const fine = new Float64Array(count);
  const given = radii.length;
  for (let n = 0; n < count; n++) {
    const position = (n * given) / count;
    const i = Math.floor(position);
    const at = (k: number) => radii[(i + k + given) % given]!;
    fine[n] = hermite(at(0), at(1), (at(1) - at(-1)) / 2, (at(2) - at(0)) / 2, position - i);
  }
  return fine;
}

/**
 * A star-shaped curve around a centre.
 *
 * @param radii at even angles from +x towards +y (from the patient's left to the back), or with `mirror` from −x
 */
export function radialOutline(
  [cx, cy]: readonly [number, number],
  radii: ArrayLike<number>,
  mirror = false,
): Outline {
  const outline = new Float64Array(2 * radii.length);
  const sign = mirror ? -1 : 1;
  for (let n = 0; n < radii.length; n++) {
    const angle = (2 * Math.PI * n) / radii.length;
    outline[2 * n] = cx + sign * radii[n]! * Math.cos(angle);
    outline[2 * n + 1] = cy + radii[n]! * Math.sin(angle);
  }
  return outline;
}

const ELLIPSE_CORNERS = 40;

export function ellipse(cx: number, cy: number, a: number, b: number, turned = 0): Outline {
  const outline = new Float64Array(2 * ELLIPSE_CORNERS);
  const [cosine, sine] = [Math.cos(turned), Math.sin(turned)];
  for (let n = 0; n < ELLIPSE_CORNERS; n++) {
    const angle = (2 * Math.PI * n) / ELLIPSE_CORNERS;
    const [u, v] = [a * Math.cos(angle), b * Math.sin(angle)];
    outline[2 * n] = cx + u * cosine - v * sine;
    outline[2 * n + 1] = cy + u * sine + v * cosine;
  }
  return outline;
}

/** A smooth closed curve through a few points. */
export function smoothClosed(
  points: readonly (readonly [number, number])[],
  perPoint = 6,
): Outline {
  const count = points.length * perPoint;
  const xs = refineRadii(
    points.map(([x]) => x),
    count,
  );
  const ys = refineRadii(
    points.map(([, y]) => y),
    count,
  );
  const outline = new Float64Array(2 * count);
  for (let n = 0; n < count; n++) {
    outline[2 * n] = xs[n]!;
    outline[2 * n + 1] = ys[n]!;
  }
  return outline;
}

/** A band of varying width along an open line: there on one side, back on the other. */
export function band(
  line: readonly (readonly [number, number])[],
  halfWidth: (t: number) => number,
): Outline {
  const last = line.length - 1;
  const outline = new Float64Array(4 * line.length);
  line.forEach(([x, y], n) => {
    const [x1, y1] = line[Math.max(n - 1, 0)]!;
    const [x2, y2] = line[Math.min(n + 1, last)]!;
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const half = halfWidth(n / last);
    const [nx, ny] = [(-(y2 - y1) / length) * half, ((x2 - x1) / length) * half];
    outline[2 * n] = x + nx;
    outline[2 * n + 1] = y + ny;
    const back = outline.length - 2 * n - 2;
    outline[back] = x - nx;
    outline[back + 1] = y - ny;
  });
  return outline;
}

/** An ellipsoid that may be turned: its half axes are `axes`, orthogonal, mm. */
export interface Ellipsoid {
  readonly centre: Vector3;
  readonly axes: readonly [Vector3, Vector3, Vector3];
}

/** The ellipse in which a plane cuts an ellipsoid. */
export function ellipsoidSection({ centre, axes }: Ellipsoid, z: number): Outline | undefined {
  // Points are centre + Σ tₙ axisₙ with |t| ≤ 1; those of the plane fulfil t · h = z − z₀.
  const h: Vector3 = [axes[0][2], axes[1][2], axes[2][2]];
  const height = Math.hypot(...h);
  const t0 = (z - centre[2]) / height;
  if (Math.abs(t0) >= 1) return undefined;
  const n: Vector3 = [h[0] / height, h[1] / height, h[2] / height];
  const u = perpendicular(n);
  const v: Vector3 = [
    n[1] * u[2] - n[2] * u[1],
    n[2] * u[0] - n[0] * u[2],
    n[0] * u[1] - n[1] * u[0],
  ];
  const radius = Math.sqrt(1 - t0 * t0);
  const outline = new Float64Array(2 * ELLIPSE_CORNERS);
  for (let k = 0; k < ELLIPSE_CORNERS; k++) {
    const angle = (2 * Math.PI * k) / ELLIPSE_CORNERS;
    const [c, s] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    for (const axis of [0, 1] as const) {
      outline[2 * k + axis] =
        centre[axis] +
        axes[0][axis] * (t0 * n[0] + c * u[0] + s * v[0]) +
        axes[1][axis] * (t0 * n[1] + c * u[1] + s * v[1]) +
        axes[2][axis] * (t0 * n[2] + c * u[2] + s * v[2]);
    }
  }
  return outline;
}

function perpendicular([x, y, z]: Vector3): Vector3 {
  const [a, b, c]: Vector3 = Math.abs(x) < 0.8 ? [0, z, -y] : [-z, 0, x];
  const length = Math.hypot(a, b, c);
  return [a / length, b / length, c / length];
}
