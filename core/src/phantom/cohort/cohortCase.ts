import type { Vector3 } from '../../imaging/vector.js';
import { add } from '../../imaging/vector.js';
import type { Mask, Volume } from '../../imaging/volume.js';
import type { Anatomy } from '../anatomies.js';
import { DEFAULT_ANATOMY } from '../anatomies.js';
import { LEFT_LUNG, RIGHT_LUNG } from '../anatomy.js';
import { voxelsInside } from '../maskOfShape.js';
import { seededRandom } from '../random.js';
import { lesionShapes } from './lesionShapes.js';
import type { Lobe, Place } from './place.js';
import type { Endpoint } from './plantedSignal.js';
import { drawLabels } from './plantedSignal.js';
import type { Scanner } from './scanner.js';
import { drawScanner, gridAround } from './scanner.js';
import { lifelikeOf, lifelikePlace, scanLifelike, scanSchematic } from './surroundings.js';
import type { LesionTraits, SyntheticPatient } from './traits.js';
import { drawPatient, drawTraits } from './traits.js';

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
export function cohortCase(
  seed: number,
  index: number,
  anatomy: Anatomy = DEFAULT_ANATOMY,
): CohortCase {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const patient = drawPatient(random);
  const { traits, ranks } = drawTraits(random);
  const labels = drawLabels(ranks, patient, random);
  const chest = anatomy === 'lifelike' ? lifelikeOf(patient, random) : undefined;
  const place = chest ? lifelikePlace(chest, traits, random) : drawPlace(random);
  const { centre, lobe } = place;
  const scanner = drawScanner(random);

  const grid = gridAround(centre, EXTENT_MM, scanner, random);
  const lesion = lesionShapes(traits, centre, random, place.towardsWall);
  const scanChest = chest ? scanLifelike(chest) : scanSchematic;
  return {
    ct: { grid, data: scanChest(lesion.shapes, grid, scanner, random) },
    mask: voxelsInside(lesion.body, grid),
    traits,
    patient,
    lobe,
    scanner,
    labels,
  };
}

/** A place in the outer part of either lung, clear of heart and diaphragm. */
export function drawPlace(random: () => number): Place {
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
