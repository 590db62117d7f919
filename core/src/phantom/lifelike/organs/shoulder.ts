import type { Outline } from '../drawing/outline.js';
import { band } from '../drawing/outline.js';
import type { Part } from '../drawing/part.js';
import { outlined, solidEllipsoid, tubes } from '../drawing/part.js';
import { vesselAlong } from '../drawing/tube.js';
import type { Tissue } from '../tissues.js';
import type { Side, Thorax } from './thorax.js';
import { SIDES } from './thorax.js';

/** Lowest point of the blade and where it goes over into the shoulder joint. */
const INFERIOR_ANGLE_Z = 2;
const JOINT_Z = 118;

export interface ShoulderTissues {
  readonly compact: Tissue;
  readonly marrow: Tissue;
  readonly humeralMarrow: Tissue;
  readonly muscle: Tissue;
}

/** Scapulae between their muscles, heads of the humeri of raised arms, and clavicles. */
export function shoulders(
  thorax: Thorax,
  { compact, marrow, humeralMarrow, muscle }: ShoulderTissues,
): Part[] {
  return SIDES.flatMap((side) => [
    // Subscapularis in front of the blade, infraspinatus and teres behind it, deltoid around the joint.
    outlined([INFERIOR_ANGLE_Z - 8, JOINT_Z + 12], muscle, (z) =>
      along(thorax, side, z, -7, (t) => 6.5 * belly(t) * height(z)),
    ),
    outlined([INFERIOR_ANGLE_Z - 14, JOINT_Z + 12], muscle, (z) =>
      along(thorax, side, z, 9, (t) => 8 * belly(t) * height(z)),
    ),
    solidEllipsoid(
      {
        centre: [side * 166, -2, 112],
        axes: [
          [22, -8 * side, 0],
          [12 * side, 32, 0],
          [0, 0, 38],
        ],
      },
      muscle,
    ),
    outlined([INFERIOR_ANGLE_Z, JOINT_Z], compact, (z) => blade(thorax, side, z, 0)),
    outlined([INFERIOR_ANGLE_Z + 2, JOINT_Z], marrow, (z) => blade(thorax, side, z, 1.1)),
    // The scapula's spine and the acromion.
    ...[0, -1.5].flatMap((grow) => [
      tubes(
        vesselAlong([
          [side * 74, 98, 78, 2.6],
          [side * 104, 88, 92, 3.4],
          [side * 134, 62, 106, 4.4],
          [side * 158, 34, 124, 5.5],
        ]),
        grow === 0 ? compact : marrow,
        { grow },
      ),
      tubes(
        vesselAlong([
          [side * 21, -44, 98, 7],
          [side * 46, -50, 106, 5.6],
          [side * 84, -34, 122, 5],
          [side * 126, -12, 134, 5.4],
        ]),
        grow === 0 ? compact : marrow,
        { grow },
      ),
      solidEllipsoid(
        sphereAt([side * 158, -8, 124], 23 + grow),
        grow === 0 ? compact : humeralMarrow,
      ),
    ]),
  ]);
}

const belly = (t: number): number => Math.sqrt(Math.max(1 - (2 * t - 1) ** 4, 0.01));

/** Muscles thin out towards the blade's lower tip. */
function height(z: number): number {
  return Math.min(Math.max((z - INFERIOR_ANGLE_Z + 16) / 40, 0.05), 1);
}

/** The blade's line seen from above: from its edge near the spine to the side, over the rib cage. */
function bladeLine(thorax: Thorax, side: Side, z: number, offset: number): [number, number][] {
  const rise = Math.min(Math.max((z - INFERIOR_ANGLE_Z) / (JOINT_Z - INFERIOR_ANGLE_Z), 0), 1);
  // Near its tip it is narrow; at the top it reaches from the second rib to the joint.
  const medial = 0.85 + 0.4 * Math.sqrt(rise);
  const lateral = 0.55 - 0.62 * rise;
  const steps = 12;
  return Array.from({ length: steps + 1 }, (_, n) => {
    const t = n / steps;
    const angle = medial + (lateral - medial) * t;
    const away = 23 + 22 * rise * t * t + offset;
    const [x, y] = thorax.shoulderWall(side, angle, Math.min(z, 90), away);
    return [x, y];
  });
}

function blade(thorax: Thorax, side: Side, z: number, inset: number): Outline | undefined {
  const rise = (z - INFERIOR_ANGLE_Z) / (JOINT_Z - INFERIOR_ANGLE_Z);
  // A thin plate with a thick border at the side, which becomes the joint's socket.
  const half = (t: number) => 1.5 + (2.2 + 6 * rise ** 3) * Math.max(t - 0.62, 0) * 2.6 - inset;
  return band(bladeLine(thorax, side, z, 0), (t) => Math.max(half(t), 0.02));
}

function along(
  thorax: Thorax,
  side: Side,
  z: number,
  offset: number,
  half: (t: number) => number,
): Outline {
  return band(bladeLine(thorax, side, z, offset), half);
}

function sphereAt(centre: readonly [number, number, number], radius: number) {
  return {
    centre,
    axes: [
      [radius, 0, 0],
      [0, radius, 0],
      [0, 0, radius],
    ],
  } as const;
}
