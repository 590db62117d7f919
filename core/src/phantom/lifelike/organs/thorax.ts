import type { Key, Outline } from '../drawing/outline.js';
import { alongKeys, numberAlong, radialOutline, refineRadii } from '../drawing/outline.js';

/** −1 right, 1 left, as x grows. */
export type Side = -1 | 1;
export const SIDES: readonly Side[] = [-1, 1];

/** Corners of a half of the thorax, one per 5°. */
const CORNERS = 72;
const RADIANS_PER_CORNER = (2 * Math.PI) / CORNERS;

/**
 * The inside of one half of the rib cage, as seen from the feet: a centre (|x|, y), then twelve radii from
 * sideways over the back and the middle to the front, one per 30°, mm. Proportions of an adult of 170 cm in
 * inspiration: 240 mm wide and 165 mm deep at the level of the heart (Bellemare et al., Am J Respir
 * Crit Care Med 2003;168:352-6).
 */
const HALF_THORAX: readonly Key[] = [
  key(-160, [60, 4], [68, 71, 80, 86, 80, 62, 57, 68, 86, 82, 82, 76]),
  key(-100, [62, 0], [65, 70, 84, 91, 84, 64, 59, 69, 88, 81, 80, 72]),
  key(-30, [62, 0], [61, 67, 82, 86, 82, 64, 59, 68, 86, 78, 76, 66]),
  key(30, [60, 2], [55, 62, 75, 80, 79, 62, 57, 64, 77, 70, 66, 58]),
  key(70, [56, 10], [47, 53, 61, 66, 66, 54, 48, 48, 56, 56, 54, 50]),
  key(100, [50, 18], [36, 40, 46, 48, 47, 42, 36, 32, 34, 37, 39, 38]),
  key(134, [46, 24], [30, 33, 37, 38, 38, 34, 28, 24, 25, 28, 31, 31]),
];

function key(z: number, centre: readonly number[], radii: readonly number[]): Key {
  return { z, values: [...centre, ...radii] };
}

/** The apex of each lung is a cap over the level from which its outline shrinks. */
const CAP_FROM = 92;
export const APEX_Z = 134;

/** The rib cage's inside at every height, and lines that follow it. */
export interface Thorax {
  /** Outline of a half, `offset` mm outside its inner surface. */
  half(side: Side, z: number, offset?: number): Outline;
  /** A point on it; the angle as above, radians. */
  wall(side: Side, angle: number, z: number, offset: number): readonly [number, number];
  /** The wall without the cap: the ribs and muscles above the lungs' apices. */
  shoulderWall(side: Side, angle: number, z: number, offset: number): readonly [number, number];
  /** Centre and radii of a half at a height. */
  section(z: number): ThoraxSection;
}

export interface ThoraxSection {
  readonly cx: number;
  readonly cy: number;
  /** One per 5°. */
  readonly radii: Float64Array;
}

/** @param waviness radii of the twelve directions are multiplied by these: no two chests have the same shape */
export function thorax(waviness: readonly number[]): Thorax {
  const at = alongKeys(HALF_THORAX);
  const openSection = remembered((z: number): ThoraxSection => {
    const [cx, cy, ...radii] = at(z);
    const shaped = radii.map((radius, n) => radius * waviness[n]!);
    return { cx: cx!, cy: cy!, radii: refineRadii(shaped, CORNERS) };
  });
  const section = remembered((z: number): ThoraxSection => {
    const open = openSection(z);
    const cap = capScale(z);
    return cap === 1 ? open : { ...open, radii: open.radii.map((radius) => radius * cap) };
  });
  const wallOf =
    (sectionAt: (z: number) => ThoraxSection) =>
    (side: Side, angle: number, z: number, offset: number): readonly [number, number] => {
      const { cx, cy, radii } = sectionAt(z);
      const position = (((angle / RADIANS_PER_CORNER) % CORNERS) + CORNERS) % CORNERS;
      const n = Math.floor(position);
      const share = position - n;
      const radius = radii[n]! * (1 - share) + radii[(n + 1) % CORNERS]! * share + offset;
      return [side * (cx + radius * Math.cos(angle)), cy + radius * Math.sin(angle)];
    };
  return {
    section,
    half: (side, z, offset = 0) => {
      const { cx, cy, radii } = section(z);
      const moved = offset === 0 ? radii : radii.map((radius) => radius + offset);
      return radialOutline([side * cx, cy], moved, side === -1);
    },
    wall: wallOf(section),
    shoulderWall: wallOf(openSection),
  };
}

function capScale(z: number): number {
  if (z <= CAP_FROM) return 1;
  const t = Math.min((z - CAP_FROM) / (APEX_Z - CAP_FROM), 1);
  return Math.sqrt(1 - t * t);
}

/** The last answer again where the same height is asked for: every organ of a plane asks. */
export function remembered<T>(at: (z: number) => T): (z: number) => T {
  let lastZ = Number.NaN;
  let last: T;
  return (z) => {
    if (z !== lastZ) {
      last = at(z);
      lastZ = z;
    }
    return last;
  };
}

/** Middle of the vertebral bodies: the thoracic kyphosis, seen from the side. */
export const spineY = numberAlong([
  [-200, 52],
  [-150, 60],
  [-90, 68],
  [-30, 72],
  [30, 72],
  [70, 66],
  [110, 54],
  [150, 38],
  [190, 26],
]);

/** Middle of the sternum, which leans back towards the neck. */
export const sternumY = numberAlong([
  [-60, -84],
  [-30, -84],
  [20, -76],
  [60, -60],
  [85, -46],
  [110, -36],
]);
