import type { Vector3 } from '../../../imaging/vector.js';

/** A branch of a tree; its ends' radii follow from the terminals behind it. */
export interface Branch {
  readonly from: Vector3;
  readonly to: Vector3;
  /** Terminals that it supplies. */
  readonly terminals: number;
  /** Branchings since the root. */
  readonly generation: number;
  /** Index of the mother in the list; −1 for the root. */
  readonly mother: number;
}

export interface GrowthOptions {
  /** A branch goes this far towards the middle of what it supplies. */
  readonly reach: number;
  /** It turns from its mother's direction by no more than this, radians. */
  readonly sharpestTurn: number;
}

/**
 * Grows a tree from a root into a cloud of points until every branch supplies one (Tawhai, Pullan and Hunter, Ann
 * Biomed Eng 2000;28:793-802): the points are divided by the plane through the branch's end, the daughters head
 * for the middles of the halves.
 *
 * @param direction of the root, a unit vector
 * @returns mothers before daughters
 */
export function growTree(
  root: Vector3,
  direction: Vector3,
  points: readonly Vector3[],
  options: GrowthOptions,
): Branch[] {
  const branches: Branch[] = [];
  const order = Array.from(points.keys());
  const growing = [
    { from: root, direction, first: 0, end: order.length, mother: -1, generation: 0 },
  ];
  for (let next = growing.pop(); next; next = growing.pop()) {
    const { from, first, end, mother, generation } = next;
    const count = end - first;
    if (count === 0) continue;
    const middle = mean(points, order, first, end);
    if (count === 1) {
      branches.push({ from, to: middle, terminals: 1, generation, mother });
      continue;
    }
    const to = advance(from, next.direction, middle, options);
    branches.push({ from, to, terminals: count, generation, mother });
    const here = branches.length - 1;
    const heading = unitBetween(from, to);
    const split = divide(
      points,
      order,
      first,
      end,
      widestAcross(points, order, first, end, middle),
    );
    for (const [a, b] of [
      [first, split],
      [split, end],
    ] as const) {
      growing.push({
        from: to,
        direction: heading,
        first: a,
        end: b,
        mother: here,
        generation: generation + 1,
      });
    }
  }
  return branches;
}

function mean(points: readonly Vector3[], order: number[], first: number, end: number): Vector3 {
  let [x, y, z] = [0, 0, 0];
  for (let n = first; n < end; n++) {
    const point = points[order[n]!]!;
    x += point[0];
    y += point[1];
    z += point[2];
  }
  const count = end - first;
  return [x / count, y / count, z / count];
}

/** Part of the way to the middle, turned back where that turns too sharply. */
function advance(
  from: Vector3,
  direction: Vector3,
  middle: Vector3,
  { reach, sharpestTurn }: GrowthOptions,
): Vector3 {
  const [x, y, z] = [middle[0] - from[0], middle[1] - from[1], middle[2] - from[2]];
  const distance = Math.hypot(x, y, z) || 1e-6;
  let [ux, uy, uz] = [x / distance, y / distance, z / distance];
  const cosine = ux * direction[0] + uy * direction[1] + uz * direction[2];
  const least = Math.cos(sharpestTurn);
  if (cosine < least) {
    // Between mother's direction and the goal, at the sharpest turn that is allowed.
    const [ox, oy, oz] = [
      ux - cosine * direction[0],
      uy - cosine * direction[1],
      uz - cosine * direction[2],
    ];
    const across = Math.hypot(ox, oy, oz) || 1;
    const sine = Math.sin(sharpestTurn) / across;
    ux = least * direction[0] + sine * ox;
    uy = least * direction[1] + sine * oy;
    uz = least * direction[2] + sine * oz;
  }
  const length = reach * distance;
  return [from[0] + length * ux, from[1] + length * uy, from[2] + length * uz];
}

/** The axis along which a group of points spreads most, by a few steps of the power iteration. */
function widestAcross(
  points: readonly Vector3[],
  order: number[],
  first: number,
  end: number,
  middle: Vector3,
): { normal: Vector3; offset: number } {
  let [xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0];
  for (let n = first; n < end; n++) {
    const point = points[order[n]!]!;
    const [x, y, z] = [point[0] - middle[0], point[1] - middle[1], point[2] - middle[2]];
    xx += x * x;
    xy += x * y;
    xz += x * z;
    yy += y * y;
    yz += y * z;
    zz += z * z;
  }
  let [x, y, z] = [0.6, 0.5, 0.62];
  for (let step = 0; step < 6; step++) {
    const [nx, ny, nz] = [
      xx * x + xy * y + xz * z,
      xy * x + yy * y + yz * z,
      xz * x + yz * y + zz * z,
    ];
    const length = Math.hypot(nx, ny, nz) || 1;
    [x, y, z] = [nx / length, ny / length, nz / length];
  }
  return { normal: [x, y, z], offset: x * middle[0] + y * middle[1] + z * middle[2] };
}

/** Orders a group so that those before the returned index lie on one side; neither side is empty. */
function divide(
  points: readonly Vector3[],
  order: number[],
  first: number,
  end: number,
  { normal, offset }: { normal: Vector3; offset: number },
): number {
  let split = first;
  for (let n = first; n < end; n++) {
    const point = points[order[n]!]!;
    const side = point[0] * normal[0] + point[1] * normal[1] + point[2] * normal[2] - offset;
    if (side >= 0) continue;
    [order[n], order[split]] = [order[split]!, order[n]!];
    split++;
  }
  if (split === first || split === end) return first + ((end - first) >> 1);
  return split;
}

function unitBetween(from: Vector3, to: Vector3): Vector3 {
  const [x, y, z] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = Math.hypot(x, y, z) || 1e-6;
  return [x / length, y / length, z / length];
}
