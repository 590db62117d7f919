import type { Vector3 } from '../../../imaging/vector.js';
import type { Part } from '../drawing/part.js';
import { outlined, tubes } from '../drawing/part.js';
import { band } from '../drawing/outline.js';
import { tubesAlong } from '../drawing/tube.js';
import type { Tissue } from '../tissues.js';
import type { Side, Thorax } from './thorax.js';
import { SIDES, sternumY } from './thorax.js';
import { vertebraZ } from './spine.js';

/** A rib is about twice as high as it is thick (Mohr et al., J Biomech 2007;40:3067-75: 12 × 7 mm). */
const HEIGHT_OVER_THICKNESS = 1.75;
const RIB_RADIUS = 3.6;
const SHELL_MM = 1.0;
/** Middle of the ribs over the pleura, mm. */
const RIB_OFFSET = 6;

interface RibCourse {
  readonly level: number;
  /** Angle at which bone goes over into cartilage; −π/2 is the front. */
  readonly frontAngle: number;
  /** How much lower the front end lies than the spine end, mm. */
  readonly fall: number;
}

/** Ribs slope down to the front: the first hardly, the middle ones by three vertebrae. */
const COURSES: readonly RibCourse[] = [
  { level: 1, frontAngle: -1.05, fall: 34 },
  { level: 2, frontAngle: -1.15, fall: 52 },
  { level: 3, frontAngle: -1.2, fall: 66 },
  { level: 4, frontAngle: -1.2, fall: 76 },
  { level: 5, frontAngle: -1.18, fall: 84 },
  { level: 6, frontAngle: -1.1, fall: 92 },
  { level: 7, frontAngle: -0.98, fall: 98 },
  { level: 8, frontAngle: -0.8, fall: 98 },
  { level: 9, frontAngle: -0.6, fall: 92 },
  { level: 10, frontAngle: -0.35, fall: 82 },
  { level: 11, frontAngle: 0.25, fall: 60 },
  { level: 12, frontAngle: 0.9, fall: 34 },
];

const SPINE_ANGLE = 2.02;

/** Middle of a rib at an angle. */
function ribPoint(
  thorax: Thorax,
  side: Side,
  { level, frontAngle, fall }: RibCourse,
  angle: number,
): Vector3 {
  const t = (SPINE_ANGLE - angle) / (SPINE_ANGLE - frontAngle);
  const z = vertebraZ(level) + 5 - fall * t ** 1.25;
  // The first ribs are rings around the apices, narrower than the shoulders' wall.
  const [x, y] = thorax.shoulderWall(side, angle, z, RIB_OFFSET);
  return [x, y, z];
}

export function ribs(thorax: Thorax, compact: Tissue, marrow: Tissue, cartilage: Tissue): Part[] {
  const bones = SIDES.flatMap((side) =>
    COURSES.map((course) => {
      const steps = 40;
      const points = Array.from({ length: steps + 1 }, (_, n) =>
        ribPoint(
          thorax,
          side,
          course,
          SPINE_ANGLE + ((course.frontAngle - SPINE_ANGLE) * n) / steps,
        ),
      );
      const radii = points.map((_, n) => RIB_RADIUS * (0.86 + 0.22 * (n / steps) ** 2));
      return tubesAlong(points, radii);
    }),
  );
  const joined = SIDES.flatMap((side) =>
    COURSES.filter(({ level }) => level <= 10).map((course) =>
      tubesAlong(cartilageLine(thorax, side, course), [RIB_RADIUS * 1.1, RIB_RADIUS]),
    ),
  );
  const flatten = HEIGHT_OVER_THICKNESS;
  return [
    ...joined.map((piece) => tubes(piece, cartilage, { flatten: 1.5 })),
    ...bones.map((bone) => tubes(bone, compact, { flatten })),
    ...bones.map((bone) => tubes(bone, marrow, { flatten, grow: -SHELL_MM })),
  ];
}

/** From the rib's end to the sternum, or for ribs eight to ten up to the cartilage above. */
function cartilageLine(thorax: Thorax, side: Side, course: RibCourse): Vector3[] {
  const { level, frontAngle } = course;
  const start = ribPoint(thorax, side, course, frontAngle);
  const endZ = level <= 7 ? STERNAL_Z[level]! : start[2] + 14;
  const endAngle = level <= 7 ? -1.9 : frontAngle - 0.45;
  const steps = 8;
  return Array.from({ length: steps + 1 }, (_, n): Vector3 => {
    const t = n / steps;
    const angle = frontAngle + (endAngle - frontAngle) * t;
    // First on along the rib, then up to the sternum.
    const z = start[2] + (endZ - start[2]) * t ** 1.4 - 10 * t * (1 - t);
    const [x, y] = thorax.shoulderWall(side, angle, z, RIB_OFFSET);
    if (level > 7) return [x, y, z];
    const goal: [number, number] = [side * 15, sternumY(z)];
    const near = t ** 2;
    return [x + (goal[0] - x) * near, y + (goal[1] - y) * near, z];
  });
}

/** Where the cartilages of ribs 1 to 7 meet the sternum. */
const STERNAL_Z: Readonly<Record<number, number>> = {
  1: 88,
  2: 64,
  3: 40,
  4: 18,
  5: -4,
  6: -22,
  7: -36,
};

/** Manubrium and body with marrow, and the xiphoid. */
export function sternum(compact: Tissue, marrow: Tissue, cartilage: Tissue): Part[] {
  const halfWidth = (z: number) =>
    z > 62 ? 15 + (z - 62) * 0.42 : 15 + 3 * Math.sin((z + 45) * 0.03);
  const plate = (z: number, inset: number) => {
    const half = halfWidth(z) - inset;
    const y = sternumY(z);
    const line = Array.from({ length: 9 }, (_, n): [number, number] => {
      const u = (n / 4 - 1) * half;
      return [u, y + 0.0045 * u * u];
    });
    return band(line, (t) => (5.2 - inset) * Math.sqrt(1 - 0.75 * (2 * t - 1) ** 4));
  };
  const pieces: [number, number][] = [
    [-45, 61],
    [63, 100],
  ];
  return [
    outlined([-70, -45], cartilage, (z) => plate(z, 2.5 + (-45 - z) * 0.2)),
    outlined([61, 63], cartilage, (z) => plate(z, 0.5)),
    ...pieces.flatMap(([bottom, top]) => [
      outlined([bottom, top], compact, (z) => plate(z, 0)),
      outlined([bottom + 1.2, top - 1.2], marrow, (z) => plate(z, 1.2)),
    ]),
  ];
}
