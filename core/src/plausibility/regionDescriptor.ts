import { squaredDistances } from '../imaging/distanceTransform.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { spacing, voxelVolume } from '../imaging/gridGeometry.js';
import type { Mask, Volume } from '../imaging/volume.js';
import { widenedByMm } from '../inputs/boxes.js';
import { AERATED_BELOW_HU, aeratedLung, AIR_BELOW_HU } from './aeratedLung.js';
import { smoothGaussian } from './gaussianSmoothing.js';
import { HuHistogram } from './huHistogram.js';

/**
 * What the CT is like in and around a mask, in numbers that no network sees: whether this is a lung lesion
 * on a CT in Hounsfield units at all, and whether it is like those that a model was trained on.
 *
 * HU are smoothed by a Gaussian of σ = 1 mm and rounded to whole numbers, so that noise does not decide;
 * before, values equal to the lowest one are taken for air where that is −1500 or less (what scanners write
 * outside their circle), and all are limited to −2048 … 3071. Ranges of HU are half-open, fractions are of
 * voxels (0–1), percentiles interpolate between order statistics, distances are those between voxel centres.
 * _Lung_ is the aerated lung of {@link aeratedLung}. The _shell_ is what lies more than 1 and at most 4 mm
 * outside the mask (where voxels are larger, their nearest neighbours), the _region_ the mask and all
 * within 22 mm of it.
 */
export interface RegionDescriptor {
  // in the mask
  readonly meanHu: number;
  readonly medianHu: number;
  readonly p10Hu: number;
  readonly p90Hu: number;
  /** Population standard deviation. */
  readonly sdHu: number;
  /** HU > 250. */
  readonly boneFraction: number;
  /** Lung. */
  readonly aeratedFraction: number;
  /** HU < −970. */
  readonly airFraction: number;
  /** −150 … −30 HU. */
  readonly fatFraction: number;
  /** −30 … 250 HU. */
  readonly softFraction: number;
  /** HU > −500. */
  readonly aboveMinus500Fraction: number;
  /** HU > −300. */
  readonly aboveMinus300Fraction: number;
  // around it
  /** Lung among the voxels outside the mask and within 5, 10 and 20 mm of it. */
  readonly aeratedWithin5Mm: number;
  readonly aeratedWithin10Mm: number;
  readonly aeratedWithin20Mm: number;
  /** Lung in the shell. */
  readonly contact: number;
  /** Lung more than 2 and at most 6 mm outside the mask. */
  readonly wideContact: number;
  /** Bone, air and fat in the shell, by the ranges above. */
  readonly shellBoneFraction: number;
  readonly shellAirFraction: number;
  readonly shellFatFraction: number;
  /** Median of the lung more than 2 and at most 20 mm outside the mask; −500 where there is none. */
  readonly lungMedianHu: number;
  /** medianHu − lungMedianHu. */
  readonly contrastHu: number;
  // in the region
  readonly regionP1Hu: number;
  readonly regionP50Hu: number;
  readonly regionP99Hu: number;
  readonly regionSdHu: number;
  /** HU < −1050, less than air has. */
  readonly regionBelowMinus1050: number;
  /** HU < −500. */
  readonly regionBelowMinus500: number;
  /** HU > 500. */
  readonly regionAbove500: number;
  /** Noise and fine texture: 1.4826 · median of |HU − smoothed HU|, which is taken to a tenth of a HU. */
  readonly noiseHu: number;
  /** Natural logarithm of the mask's volume in mm³. */
  readonly logVolume: number;
}

/** The order in which the descriptor is a vector. */
export const REGION_FEATURES = [
  'meanHu',
  'medianHu',
  'p10Hu',
  'p90Hu',
  'sdHu',
  'boneFraction',
  'aeratedFraction',
  'airFraction',
  'fatFraction',
  'softFraction',
  'aboveMinus500Fraction',
  'aboveMinus300Fraction',
  'aeratedWithin5Mm',
  'aeratedWithin10Mm',
  'aeratedWithin20Mm',
  'contact',
  'wideContact',
  'shellBoneFraction',
  'shellAirFraction',
  'shellFatFraction',
  'lungMedianHu',
  'contrastHu',
  'regionP1Hu',
  'regionP50Hu',
  'regionP99Hu',
  'regionSdHu',
  'regionBelowMinus1050',
  'regionBelowMinus500',
  'regionAbove500',
  'noiseHu',
  'logVolume',
] as const satisfies readonly (keyof RegionDescriptor)[];

const REACH_MM = 22;
const SIGMA_MM = 1;
const BONE_FROM_HU = 251;
const FAT_HU = [-150, -30] as const;
const SOFT_HU = [-30, BONE_FROM_HU] as const;

const LOWEST_HU = -2048;
const HIGHEST_HU = 3071;
const AIR_HU = -1000;
const HIGHEST_PADDING_HU = -1500;

/** Tenths of a HU; larger differences are edges and lie beyond any median. */
const MOST_NOISE = 5000;

/** The voxels that a descriptor is made of: those within 22 mm of the mask's box, as far as there are. */
export function descriptorBox(grid: Grid, lesionBox: IndexBox): IndexBox {
  return widenedByMm(grid, lesionBox, REACH_MM);
}

/**
 * @param ct HU in exactly the box of {@link descriptorBox}
 * @param mask on the same grid, at least one voxel
 */
export function regionDescriptor(ct: Volume, mask: Mask): RegionDescriptor {
  const hu = plausibleHu(ct);
  const smoothed = smoothGaussian(hu, SIGMA_MM);
  const rounded = { grid: ct.grid, data: wholeNumbers(smoothed) };
  const lung = aeratedLung(rounded).data;
  const squaredMm = squaredDistances(mask);
  const shellMm = shellReach(ct.grid);

  const inMask = histogram();
  const inShell = histogram();
  const inRegion = histogram();
  const inLung = histogram();
  const noise = new HuHistogram(0, MOST_NOISE);
  const within5 = new Share();
  const within10 = new Share();
  const within20 = new Share();
  const contact = new Share();
  const wideContact = new Share();
  const aerated = new Share();

  for (let n = 0; n < rounded.data.length; n++) {
    const squared = squaredMm[n]!;
    if (squared > REACH_MM ** 2) continue;
    const value = rounded.data[n]!;
    const isLung = lung[n]!;
    inRegion.add(value);
    noise.add(Math.min(MOST_NOISE, Math.round(10 * Math.abs(hu.data[n]! - smoothed[n]!))));
    if (squared === 0) {
      inMask.add(value);
      aerated.add(isLung);
      continue;
    }
    if (squared <= 25) within5.add(isLung);
    if (squared <= 100) within10.add(isLung);
    if (squared <= 400) within20.add(isLung);
    if (squared > 1 && squared <= shellMm ** 2) {
      contact.add(isLung);
      inShell.add(value);
    }
    if (squared > 4 && squared <= 36) wideContact.add(isLung);
    if (squared > 4 && squared <= 400 && isLung === 1) inLung.add(value);
  }

  const medianHu = inMask.quantile(0.5);
  const lungMedianHu = inLung.count > 0 ? inLung.quantile(0.5) : AERATED_BELOW_HU;
  return {
    meanHu: inMask.mean(),
    medianHu,
    p10Hu: inMask.quantile(0.1),
    p90Hu: inMask.quantile(0.9),
    sdHu: inMask.sd(),
    boneFraction: inMask.share(BONE_FROM_HU, Infinity),
    aeratedFraction: aerated.value,
    airFraction: inMask.share(-Infinity, AIR_BELOW_HU),
    fatFraction: inMask.share(...FAT_HU),
    softFraction: inMask.share(...SOFT_HU),
    aboveMinus500Fraction: inMask.share(-499, Infinity),
    aboveMinus300Fraction: inMask.share(-299, Infinity),
    aeratedWithin5Mm: within5.value,
    aeratedWithin10Mm: within10.value,
    aeratedWithin20Mm: within20.value,
    contact: contact.value,
    wideContact: wideContact.value,
    shellBoneFraction: inShell.share(BONE_FROM_HU, Infinity),
    shellAirFraction: inShell.share(-Infinity, AIR_BELOW_HU),
    shellFatFraction: inShell.share(...FAT_HU),
    lungMedianHu,
    contrastHu: medianHu - lungMedianHu,
    regionP1Hu: inRegion.quantile(0.01),
    regionP50Hu: inRegion.quantile(0.5),
    regionP99Hu: inRegion.quantile(0.99),
    regionSdHu: inRegion.sd(),
    regionBelowMinus1050: inRegion.share(-Infinity, -1050),
    regionBelowMinus500: inRegion.share(-Infinity, -500),
    regionAbove500: inRegion.share(501, Infinity),
    noiseHu: 0.14826 * noise.quantile(0.5),
    logVolume: Math.log(inMask.count * voxelVolume(ct.grid)),
  };
}

/** The largest distance from the mask that belongs to the shell, mm. */
function shellReach(grid: Grid): number {
  return Math.max(4, 1.01 * Math.min(...spacing(grid)));
}

function histogram(): HuHistogram {
  return new HuHistogram(LOWEST_HU, HIGHEST_HU);
}

/** HU without what no tissue has. */
function plausibleHu({ grid, data }: Volume): Volume {
  let lowest = Infinity;
  for (let n = 0; n < data.length; n++) if (data[n]! < lowest) lowest = data[n]!;
  const padding = lowest <= HIGHEST_PADDING_HU ? lowest : NaN;
  const limited = new Float32Array(data.length);
  for (let n = 0; n < data.length; n++) {
    const hu = data[n]!;
    limited[n] = hu === padding ? AIR_HU : Math.min(HIGHEST_HU, Math.max(LOWEST_HU, hu));
  }
  return { grid, data: limited };
}

function wholeNumbers(values: Float32Array): Int16Array {
  const rounded = new Int16Array(values.length);
  for (let n = 0; n < values.length; n++) rounded[n] = Math.round(values[n]!);
  return rounded;
}

/** Share of ones among what was added; 0 of nothing. */
class Share {
  private ones = 0;
  private total = 0;

  add(one: number): void {
    this.ones += one;
    this.total++;
  }

  get value(): number {
    return this.total === 0 ? 0 : this.ones / this.total;
  }
}
