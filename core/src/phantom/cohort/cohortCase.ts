import type { Grid } from '../../imaging/grid.js';
import type { Vector3 } from '../../imaging/vector.js';
import { add } from '../../imaging/vector.js';
import type { Mask, Volume } from '../../imaging/volume.js';
import { HU, LEFT_LUNG, organs, RIGHT_LUNG, skeleton, trunk } from '../anatomy.js';
import { seededRandom } from '../random.js';
import { renderShapes } from '../render.js';
import type { Shape } from '../shape.js';
import { pulmonaryVessels } from '../vessels.js';
import { lesionShapes } from './lesionShapes.js';
import type { Endpoint } from './plantedSignal.js';
import { drawLabels } from './plantedSignal.js';
import type { Scanner } from './scanner.js';
import { drawScanner, gridAround, scan } from './scanner.js';
import type { LesionTraits, SyntheticPatient } from './traits.js';
import { drawPatient, drawTraits } from './traits.js';

export type Lobe = 'RUL' | 'RML' | 'RLL' | 'LUL' | 'LLL';

/** One synthetic patient: a crop of a chest CT with a lesion, its mask, and the table's row. */
export interface CohortCase {
  /** HU, the lesion in the middle. */
  readonly ct: Volume;
  readonly mask: Mask;
  readonly traits: LesionTraits;
  readonly patient: SyntheticPatient;
  readonly lobe: Lobe;
  readonly scanner: Scanner;
  readonly labels: Readonly<Record<Endpoint, 0 | 1 | undefined>>;
}

/** CT on every side of the lesion's centre, mm: a 64 mm cube and what a B-spline needs around it. */
export const EXTENT_MM = 50;

/**
 * Case `index` of the synthetic cohort `seed`: the same on every machine, whatever other cases are
 * made. Nothing in it comes from a patient.
 */
export function cohortCase(seed: number, index: number): CohortCase {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const patient = drawPatient(random);
  const { traits, ranks } = drawTraits(random);
  const labels = drawLabels(ranks, patient, random);
  const { centre, lobe } = drawPlace(random);
  const scanner = drawScanner(random);

  const grid = gridAround(centre, EXTENT_MM, scanner, random);
  const lesion = lesionShapes(traits, centre, random);
  const shapes = [
    ...trunk(),
    ...pulmonaryVessels(random),
    ...organs(),
    ...skeleton(),
    ...lesion.shapes,
  ];
  const voxels = renderShapes(shapes, grid, HU.air);
  return {
    ct: { grid, data: scan(voxels, grid, scanner, random) },
    mask: voxelsInside(lesion.body, grid),
    traits,
    patient,
    lobe,
    scanner,
    labels,
  };
}

/** A place in the outer part of either lung, clear of heart and diaphragm. */
export function drawPlace(random: () => number): { centre: Vector3; lobe: Lobe } {
  const right = random() < 0.5;
  const lung = right ? RIGHT_LUNG : LEFT_LUNG;
  const outwards = right ? -1 : 1;
  const offset: Vector3 = [outwards * 24 * random(), 80 * (random() - 0.5), -40 + 140 * random()];
  const [upper, middle, lower] = right
    ? (['RUL', 'RML', 'RLL'] as const)
    : (['LUL', 'LUL', 'LLL'] as const);
  const lobe = offset[2] > 30 ? upper : offset[1] < 0 ? middle : lower;
  return { centre: add(lung.centre, offset), lobe };
}

/** Voxels of an axial grid whose centre lies in a shape. */
export function voxelsInside(shape: Shape, grid: Grid): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  const [x0, y0, z0] = grid.origin;
  const [dx, dy, dz] = [grid.axes[0][0], grid.axes[1][1], grid.axes[2][2]];
  let voxel = 0;
  for (let k = 0; k < slices; k++) {
    const z = z0 + k * dz;
    for (let j = 0; j < rows; j++) {
      const y = y0 + j * dy;
      for (let i = 0; i < columns; i++, voxel++) {
        const x = x0 + i * dx;
        if (isInBox(shape, x, y, z) && shape.signedDistance(x, y, z) <= 0) data[voxel] = 1;
      }
    }
  }
  return { grid, data };
}

function isInBox({ lower, upper }: Shape, x: number, y: number, z: number): boolean {
  return (
    x >= lower[0] &&
    x <= upper[0] &&
    y >= lower[1] &&
    y <= upper[1] &&
    z >= lower[2] &&
    z <= upper[2]
  );
}
