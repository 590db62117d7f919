import type { Outline } from '../drawing/outline.js';
import { ellipse, smoothClosed } from '../drawing/outline.js';
import type { Part } from '../drawing/part.js';
import { outlined, tubes } from '../drawing/part.js';
import type { Tube } from '../drawing/tube.js';
import type { Tissue } from '../tissues.js';
import { spineY } from './thorax.js';

/** From one vertebra to the next at the level of the heart, mm: T7 is 22 mm high with a disc of 4 mm. */
export const VERTEBRA_PITCH = 25.5;
const DISC_MM = 4.2;
const SHELL_MM = 1.1;
/** Middle of the fifth thoracic vertebra: the carina's level. */
const T5_Z = 36;

/** Middle of vertebra T`level`; those of the neck and the lumbar spine go on in the numbering. */
export const vertebraZ = (level: number): number => T5_Z - (level - 5) * VERTEBRA_PITCH;

export interface SpineTissues {
  readonly compact: Tissue;
  readonly marrow: Tissue;
  readonly disc: Tissue;
  readonly canal: Tissue;
  readonly cartilage: Tissue;
}

/** Vertebral bodies with marrow between end plates, discs, arches with their processes, and the spinal canal. */
export function spine({ compact, marrow, disc, canal }: SpineTissues): Part[] {
  const levels = Array.from({ length: 18 }, (_, n) => n - 2);
  return [
    outlined([-300, 250], disc, (z) => bodyOutline(z, -0.6)),
    ...levels.flatMap((level) => vertebra(level, compact, marrow)),
    outlined([-300, 250], canal, (z) => ellipse(0, spineY(z) + 23.5 * sizeAt(z), 9.5, 7.5)),
  ];
}

/** Lower vertebrae carry more. */
function sizeAt(z: number): number {
  return Math.min(Math.max(1 - (z - 10) * 0.0011, 0.82), 1.22);
}

/** A vertebral body from above: round in front, hollow behind. */
function bodyOutline(z: number, grow: number): Outline {
  const size = sizeAt(z);
  const [a, b] = [16.5 * size + grow, 14.5 * size + grow];
  const y = spineY(z);
  return smoothClosed(
    [
      [0, y - b],
      [a * 0.62, y - b * 0.84],
      [a, y - b * 0.1],
      [a * 0.92, y + b * 0.72],
      [a * 0.5, y + b * 0.98],
      [0, y + b * 0.84],
      [-a * 0.5, y + b * 0.98],
      [-a * 0.92, y + b * 0.72],
      [-a, y - b * 0.1],
      [-a * 0.62, y - b * 0.84],
    ],
    4,
  );
}

function vertebra(level: number, compact: Tissue, marrow: Tissue): Part[] {
  const z0 = vertebraZ(level);
  const half = (VERTEBRA_PITCH - DISC_MM) / 2;
  // The body's waist is narrower than its end plates.
  const waist = (z: number) => -1.6 * (1 - ((z - z0) / half) ** 2);
  const size = sizeAt(z0);
  const arch = archTubes(z0, size);
  return [
    outlined([z0 - half, z0 + half], compact, (z) => bodyOutline(z, waist(z))),
    outlined([z0 - half + SHELL_MM, z0 + half - SHELL_MM], marrow, (z) =>
      bodyOutline(z, waist(z) - SHELL_MM),
    ),
    tubes(arch, compact),
    tubes(arch, marrow, { grow: -1.6 }),
  ];
}

/** Pedicles, laminae, transverse processes and the spinous process, which hangs down behind the next vertebra. */
function archTubes(z0: number, size: number): Tube[] {
  const y = spineY(z0);
  const tube = (
    from: readonly [number, number, number],
    to: readonly [number, number, number],
    radiusFrom: number,
    radiusTo: number,
  ): Tube => ({
    from: [from[0] * size, y + from[1] * size, z0 + from[2]],
    to: [to[0] * size, y + to[1] * size, z0 + to[2]],
    radiusFrom: radiusFrom * size,
    radiusTo: radiusTo * size,
  });
  const oneSide = (side: number): Tube[] => [
    tube([12 * side, 11, 4], [14 * side, 26, 3], 4.2, 4.4),
    tube([14 * side, 27, 2], [31 * side, 34, 5], 4.6, 4.2),
    tube([14 * side, 27, 1], [1 * side, 36, -8], 4, 3.4),
    // Facet joints reach up and down to the neighbours'.
    tube([13 * side, 28, 10], [12 * side, 30, -12], 3.4, 3.2),
  ];
  return [
    ...oneSide(-1),
    ...oneSide(1),
    tube([0, 35, -7], [0, 41, -19], 3.4, 2.4),
    tube([0, 41, -19], [0, 43.5, -24], 2.8, 2.6),
  ];
}
