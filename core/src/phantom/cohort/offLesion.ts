import type { Vector3 } from '../../imaging/vector.js';
import { add, scale, subtract } from '../../imaging/vector.js';
import type { Mask, Volume } from '../../imaging/volume.js';
import type { Anatomy } from '../anatomies.js';
import { DEFAULT_ANATOMY } from '../anatomies.js';
import { HU } from '../anatomy.js';
import { acquire } from '../lifelike/acquisition.js';
import { organIndex } from '../lifelike/drawing/plane.js';
import type { LifelikeChest } from '../lifelike/lifelikeChest.js';
import { toPatient } from '../lifelike/lifelikeChest.js';
import { renderChest } from '../lifelike/renderChest.js';
import type { Organ } from '../lifelike/tissues.js';
import { voxelsInside } from '../maskOfShape.js';
import { normalNumbers, seededRandom } from '../random.js';
import type { Shape } from '../shape.js';
import { ellipsoid, ellipticCylinder } from '../shape.js';
import { cohortCase, drawPlace, EXTENT_MM } from './cohortCase.js';
import { lesionShapes } from './lesionShapes.js';
import type { Scanner } from './scanner.js';
import { drawScanner, gridAround } from './scanner.js';
import { acquisitionOf, lifelikeOf, lifelikePlace, scanSchematic } from './surroundings.js';
import type { LesionTraits, SyntheticPatient } from './traits.js';
import { drawPatient, drawTraits } from './traits.js';

/** Where a mask lies that is on no lesion, or what is wrong with the image under one that is. */
export const PLACEMENTS = [
  'liver',
  'heart',
  'vessel',
  'bone',
  'chest-wall',
  'healthy-lung',
  'mediastinum',
  'air-outside',
  'whole-organ',
  'water',
  'constant',
  'shifted',
  'negated',
  '8-bit',
] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** A mask that no model of lung lesions should be believed on. */
export interface OffLesionCase {
  readonly placement: Placement;
  readonly ct: Volume;
  readonly mask: Mask;
  readonly patient: SyntheticPatient;
  readonly scanner: Scanner;
}

/** A whole organ and this much around it. */
const ORGAN_MARGIN_MM = 25;

/**
 * Placement `index` of the seed: the kinds take turns. Anatomy, scanners and sizes are those of
 * `cohortCase`, so that nothing but the place, or the scale of the HU, tells it from a lesion.
 */
export function offLesionCase(
  seed: number,
  index: number,
  anatomy: Anatomy = DEFAULT_ANATOMY,
): OffLesionCase {
  const placement = PLACEMENTS[index % PLACEMENTS.length]!;
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0xc2b2ae35));
  switch (placement) {
    case 'water':
    case 'constant':
    case 'shifted':
    case 'negated':
    case '8-bit':
      return { placement, ...wrongScale(placement, seed, index, anatomy, random) };
    default:
      return {
        placement,
        ...(anatomy === 'lifelike' ? wrongPlaceLifelike : wrongPlace)(placement, random),
      };
  }
}

type WrongPlace = Exclude<Placement, 'water' | 'constant' | 'shifted' | 'negated' | '8-bit'>;

/** The phantom without a lesion, and a mask on what is no lesion. */
function wrongPlace(placement: WrongPlace, random: () => number): Omit<OffLesionCase, 'placement'> {
  const patient = drawPatient(random);
  const { traits } = drawTraits(random);
  const scanner = drawScanner(random);
  const organ = placement === 'whole-organ' ? drawOrgan(random) : undefined;
  const centre = organ ? middle(organ) : drawCentre(placement as LesionSized, random);
  const extent = organ ? longestHalfEdge(organ) + ORGAN_MARGIN_MM : EXTENT_MM;
  const grid = gridAround(centre, extent, scanner, random);
  return {
    ct: { grid, data: scanSchematic([], grid, scanner, random) },
    mask: voxelsInside(organ ?? lesionShapes(sized(traits, placement), centre, random).body, grid),
    patient,
    scanner,
  };
}

/** The same in a lifelike chest, whose organs say where they are. */
function wrongPlaceLifelike(
  placement: WrongPlace,
  random: () => number,
): Omit<OffLesionCase, 'placement'> {
  const patient = drawPatient(random);
  const traits = sized(drawTraits(random).traits, placement);
  const scanner = drawScanner(random);
  const chest = lifelikeOf(patient, random);
  const whole = placement === 'whole-organ' ? drawWholeOrgan(random) : undefined;
  const box = whole && boxInPatient(chest, whole);
  const centre = box
    ? scale(add(box.lower, box.upper), 0.5)
    : lifelikeCentre(chest, placement as LesionSized, traits, random);
  const extent = box ? longestHalfEdge(box) + ORGAN_MARGIN_MM : EXTENT_MM;
  const grid = gridAround(centre, extent, scanner, random);
  const { hu, organ } = renderChest(chest, [], grid);
  return {
    ct: { grid, data: acquire(hu, grid, acquisitionOf(scanner), random) },
    mask: whole
      ? { grid, data: voxelsOf(organ, whole) }
      : voxelsInside(lesionShapes(traits, centre, random).body, grid),
    patient,
    scanner,
  };
}

const LIFELIKE_ORGANS: Readonly<
  Record<Exclude<LesionSized, 'healthy-lung' | 'air-outside'>, readonly Organ[]>
> = {
  liver: ['liver'],
  heart: ['heart chamber', 'myocardium'],
  vessel: ['aorta', 'pulmonary artery', 'systemic vein'],
  bone: ['bone', 'marrow'],
  'chest-wall': ['muscle', 'fat'],
  mediastinum: ['mediastinum', 'oesophagus'],
};

function lifelikeCentre(
  chest: LifelikeChest,
  placement: LesionSized,
  traits: LesionTraits,
  random: () => number,
): Vector3 {
  if (placement === 'healthy-lung') return lifelikePlace(chest, traits, random).centre;
  const wanted = placement === 'air-outside' ? undefined : LIFELIKE_ORGANS[placement];
  const place = wanted && chest.wholeMap().placeIn(wanted, random);
  return place ? toPatient(chest.subject, place) : drawCentre('air-outside', random);
}

const WHOLE_ORGANS: readonly (readonly Organ[])[] = [
  ['heart chamber', 'myocardium'],
  ['liver'],
  ['spleen'],
  ['aorta'],
];

const drawWholeOrgan = (random: () => number): readonly Organ[] =>
  WHOLE_ORGANS[Math.floor(WHOLE_ORGANS.length * random())]!;

function boxInPatient({ map, subject }: LifelikeChest, organs: readonly Organ[]) {
  const { lower, upper } = map.boxOf(organs);
  return { lower: toPatient(subject, lower), upper: toPatient(subject, upper) };
}

function voxelsOf(organ: Uint8Array, wanted: readonly Organ[]): Uint8Array {
  const indices = wanted.map(organIndex);
  return organ.map((one) => (indices.includes(one) ? 1 : 0));
}

/** Ribs and sternum are thin. */
const THICKEST_BONE_MM = 12;

function sized(traits: LesionTraits, placement: WrongPlace): LesionTraits {
  if (placement !== 'bone') return traits;
  return { ...traits, diameterMm: Math.min(traits.diameterMm, THICKEST_BONE_MM) };
}

type LesionSized = Exclude<WrongPlace, 'whole-organ'>;

/** Centres of masks as large as lesions, LPS mm; coordinates are those of `anatomy.ts`. */
function drawCentre(placement: LesionSized, random: () => number): Vector3 {
  const between = (low: number, high: number) => low + (high - low) * random();
  const side = random() < 0.5 ? -1 : 1;
  switch (placement) {
    case 'liver':
      return [between(-110, -25), between(-45, 45), between(-200, -140)];
    case 'heart':
      return [between(0, 45), between(-48, -12), between(-75, -25)];
    case 'vessel':
      // The descending aorta, or the vessels at a hilum.
      return random() < 0.5
        ? [26, 44, between(-130, 30)]
        : [side * between(34, 48), between(0, 14), between(0, 20)];
    case 'bone':
      // A vertebra, a rib at the side, or the sternum.
      return [
        () => [between(-6, 6), between(58, 66), between(-120, 120)] as const,
        () => [side * 145, between(-10, 10), 150 - 26 * Math.floor(between(1, 8)) - 22] as const,
        () => [between(-8, 8), -96, between(-30, 80)] as const,
      ][Math.floor(between(0, 3))]!();
    case 'chest-wall': {
      const angle = between(-0.9, 0.9);
      return [side * 157 * Math.cos(angle), 106 * Math.sin(angle), between(-90, 90)];
    }
    case 'healthy-lung':
      return drawPlace(random).centre;
    case 'mediastinum':
      return [between(-12, 12), between(-50, 10), between(50, 120)];
    case 'air-outside':
      return [side * between(185, 220), between(-130, -60), between(-100, 100)];
  }
}

/** Shapes of `anatomy.ts` that are one organ, for a mask of the whole of it. */
function drawOrgan(random: () => number): Shape {
  const bodies = [
    ellipsoid([20, -30, -48], [60, 48, 60], HU.myocardium),
    ellipsoid([-68, 0, -172], [88, 98, 82], HU.liver),
    ellipsoid([76, 4, -178], [74, 92, 76], HU.spleen),
    ellipticCylinder([0, 62], [19, 16], [-25.5, -2.5], HU.corticalBone),
  ];
  return bodies[Math.floor(bodies.length * random())]!;
}

/** Of a shape's box. */
const middle = ({ lower, upper }: Shape): Vector3 => scale(add(lower, upper), 0.5);
const longestHalfEdge = ({ lower, upper }: Pick<Shape, 'lower' | 'upper'>): number =>
  Math.max(...subtract(upper, lower)) / 2;

/** A lesion as it should be, on an image whose numbers are no Hounsfield units of a chest. */
function wrongScale(
  placement: Exclude<Placement, WrongPlace>,
  seed: number,
  index: number,
  anatomy: Anatomy,
  random: () => number,
): Omit<OffLesionCase, 'placement'> {
  const { ct, mask, patient, scanner } = cohortCase(seed, index, anatomy);
  const stored = storedValue(placement, scanner, ct.data.length, random);
  const data = new Int16Array(ct.data.length);
  for (let n = 0; n < data.length; n++) data[n] = stored(ct.data[n]!, n);
  return { ct: { grid: ct.grid, data }, mask, patient, scanner };
}

/** What stands in the image for a true HU. */
function storedValue(
  placement: Exclude<Placement, WrongPlace>,
  { noiseHu }: Scanner,
  count: number,
  random: () => number,
): (hu: number, voxel: number) => number {
  switch (placement) {
    case 'water': {
      const noise = normalNumbers(count, random);
      return (_, voxel) => Math.round(noiseHu * noise[voxel]!);
    }
    case 'constant': {
      const value = Math.round(-1000 + 1400 * random());
      return () => value;
    }
    case 'shifted': {
      // Stored values taken for HU, or the intercept applied twice.
      const offset = random() < 0.5 ? 1000 + 24 * random() : -1000 - 24 * random();
      return (hu) => Math.round(hu + offset);
    }
    case 'negated':
      return (hu) => -hu;
    case '8-bit':
      // The lung window −1350 … 150 HU as a picture holds it.
      return (hu) => Math.max(0, Math.min(255, Math.round((255 * (hu + 1350)) / 1500)));
  }
}
