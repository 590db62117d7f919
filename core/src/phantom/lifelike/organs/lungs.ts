import type { Part } from '../drawing/part.js';
import { outlined } from '../drawing/part.js';
import type { Plane } from '../drawing/plane.js';
import { organIndex } from '../drawing/plane.js';
import type { Organ, Tissue } from '../tissues.js';
import type { Thorax } from './thorax.js';
import { APEX_Z, SIDES } from './thorax.js';

export const LOBES = [
  'right upper lobe',
  'right middle lobe',
  'right lower lobe',
  'left upper lobe',
  'left lower lobe',
] as const satisfies readonly Organ[];
export type LungLobe = (typeof LOBES)[number];

/** How the fissures run in one subject. */
export interface Fissures {
  /** Moves the oblique fissures forwards, mm. */
  readonly obliqueShift: number;
  /** Height of the horizontal fissure at the side, mm. */
  readonly horizontalZ: number;
  /** 1 complete; below, the part from the hilum outwards in which it can be seen. */
  readonly completeness: number;
}

/** The oblique fissure: from high at the back to low in front, slightly bent. Its y at (|x|, z). */
function obliqueY({ obliqueShift }: Fissures, side: number, x: number, z: number): number {
  const lateral = Math.abs(x) / 100;
  return 38 - obliqueShift + 0.88 * z - 12 * lateral * lateral + 5 * Math.sin(z * 0.035 + side);
}

/** The horizontal fissure: its z at (x, y), highest near the middle. */
function horizontalZ({ horizontalZ: height }: Fissures, x: number, y: number): number {
  const along = (Math.abs(x) - 70) / 50;
  return height + 5 - 6 * along * along - 0.08 * (y + 20);
}

export function lobeAt(fissures: Fissures, x: number, y: number, z: number): LungLobe {
  const side = x < 0 ? -1 : 1;
  const lower = y > obliqueY(fissures, side, x, z);
  if (side === 1) return lower ? 'left lower lobe' : 'left upper lobe';
  if (lower) return 'right lower lobe';
  return z > horizontalZ(fissures, x, y) ? 'right upper lobe' : 'right middle lobe';
}

/** A fissure is two pleurae thick; what it adds to parenchyma where it fills a voxel, HU. */
const FISSURE_MM = 0.7;
const FISSURE_HU = 520;

/** Parenchyma of both lungs, with pleura's thickness left to partial volume; lobes are told apart by `divideLobes`. */
export function lungs(thorax: Thorax, parenchyma: Tissue): Part[] {
  return SIDES.map((side) => outlined([-1000, APEX_Z], parenchyma, (z) => thorax.half(side, z)));
}

/** Gives every pixel of lung its lobe, and draws the fissures. */
export function divideLobes(fissures: Fissures): Part {
  return { bottom: -1000, top: APEX_Z, paint: (plane, z) => paintLobes(plane, z, fissures) };
}

const FIRST_LOBE = organIndex(LOBES[0]);
const LAST_LOBE = organIndex(LOBES[LOBES.length - 1]!);
const [RUL, RML, RLL, LUL, LLL] = LOBES.map(organIndex) as [number, number, number, number, number];

export const isLobe = (organ: number): boolean => organ >= FIRST_LOBE && organ <= LAST_LOBE;

function paintLobes(plane: Plane, z: number, fissures: Fissures): void {
  const { columns, rows, x0, y0, dx, dy, thickness, hu, organ } = plane;
  const horizontalReach = Math.max(thickness, FISSURE_MM);
  for (let i = 0; i < columns; i++) {
    const x = x0 + i * dx;
    const side = x < 0 ? -1 : 1;
    const oblique = obliqueY(fissures, side, x, z);
    // The fissure is steep enough in y for its width there to be what a row sees of it.
    const half = FISSURE_MM / 2 + 0.4 * thickness;
    const obliqueHu = (FISSURE_HU * FISSURE_MM) / (2 * half + dy);
    const visible = fissureVisible(fissures, x);
    const horizontal =
      side === -1 && z < fissures.horizontalZ + 16 && z > fissures.horizontalZ - 26;
    for (let j = 0; j < rows; j++) {
      const p = j * columns + i;
      if (!isLobe(organ[p]!)) continue;
      const y = y0 + j * dy;
      const behind = y - oblique;
      const lower = behind > 0;
      if (visible) {
        const coverage = 0.5 + (half - Math.abs(behind)) / dy;
        if (coverage > 0) hu[p]! += obliqueHu * Math.min(coverage, 1);
      }
      if (side === 1) {
        organ[p] = lower ? LLL : LUL;
        continue;
      }
      if (lower) {
        organ[p] = RLL;
        continue;
      }
      if (!horizontal) {
        organ[p] = z > fissures.horizontalZ ? RUL : RML;
        continue;
      }
      const above = z - horizontalZ(fissures, x, y);
      organ[p] = above > 0 ? RUL : RML;
      // Weights of neighbouring planes add up to one wherever the fissure lies between them.
      const weight = 1 - Math.abs(above) / horizontalReach;
      if (visible && weight > 0) hu[p]! += (weight * FISSURE_HU * FISSURE_MM) / horizontalReach;
    }
  }
}

/** Incomplete fissures fade towards the hilum. */
function fissureVisible({ completeness }: Fissures, x: number): boolean {
  return Math.abs(x) > 36 + 50 * (1 - completeness);
}
