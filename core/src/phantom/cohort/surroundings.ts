import type { Grid } from '../../imaging/grid.js';
import { HU, organs, skeleton, trunk } from '../anatomy.js';
import type { Acquisition } from '../lifelike/acquisition.js';
import { acquire } from '../lifelike/acquisition.js';
import { placeLesion } from '../lifelike/lesionPlace.js';
import type { LifelikeChest } from '../lifelike/lifelikeChest.js';
import { lifelikeChest, toPatient } from '../lifelike/lifelikeChest.js';
import type { LungLobe } from '../lifelike/organs/lungs.js';
import { renderChest } from '../lifelike/renderChest.js';
import { drawSubject } from '../lifelike/subject.js';
import { renderShapes } from '../render.js';
import type { Shape } from '../shape.js';
import { pulmonaryVessels } from '../vessels.js';
import type { Lobe, Place } from './place.js';
import type { Scanner } from './scanner.js';
import { scan } from './scanner.js';
import type { LesionTraits, SyntheticPatient } from './traits.js';

/** What a chest around a lesion looks like to a scanner: stored HU of the grid's voxels. */
export type ScanChest = (
  lesion: readonly Shape[],
  grid: Grid,
  scanner: Scanner,
  random: () => number,
) => Int16Array;

/** The chest of ellipsoids and tubes, its vessels drawn anew. */
export const scanSchematic: ScanChest = (lesion, grid, scanner, random) => {
  const shapes = [...trunk(), ...pulmonaryVessels(random), ...organs(), ...skeleton(), ...lesion];
  return scan(renderShapes(shapes, grid, HU.air), grid, scanner, random);
};

/** A lifelike chest of a patient's sex and size. */
export function lifelikeOf(patient: SyntheticPatient, random: () => number): LifelikeChest {
  const subject = drawSubject(random, patient);
  return lifelikeChest(subject, Math.floor(random() * 2 ** 32));
}

export const scanLifelike =
  (chest: LifelikeChest): ScanChest =>
  (lesion, grid, scanner, random) =>
    acquire(renderChest(chest, lesion, grid).hu, grid, acquisitionOf(scanner), random);

/** What passes of the schematic anatomy's kernel, 0 to 2, leave of white noise. */
const NOISE_LEFT = [1, 3 / 8, 35 / 128] as const;

/** The same scanner, with a real one's noise and kernels. */
export function acquisitionOf({ noiseHu, kernelPasses, offsetHu }: Scanner): Acquisition {
  return {
    kernel: (['sharp', 'standard', 'soft'] as const)[kernelPasses]!,
    noiseHu: noiseHu * NOISE_LEFT[kernelPasses]!,
    offsetHu,
  };
}

const ABBREVIATIONS: Readonly<Record<LungLobe, Lobe>> = {
  'right upper lobe': 'RUL',
  'right middle lobe': 'RML',
  'right lower lobe': 'RLL',
  'left upper lobe': 'LUL',
  'left lower lobe': 'LLL',
};

/** Where a lesion lies in a lifelike chest: at the pleura where its traits thicken that. Centre in LPS mm. */
export function lifelikePlace(
  { subject, map }: LifelikeChest,
  { diameterMm, pleuralPlate }: LesionTraits,
  random: () => number,
): Place {
  const place = placeLesion(map, diameterMm / 2, pleuralPlate > 0, random);
  return {
    ...place,
    centre: toPatient(subject, place.centre),
    lobe: ABBREVIATIONS[place.lobe],
  };
}
