import { squaredDistances } from '../imaging/distanceTransform.js';
import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { spacing, voxelVolume } from '../imaging/gridGeometry.js';
import type { Mask, Volume } from '../imaging/volume.js';
import { widenedByMm } from '../inputs/boxes.js';
import { AERATED_BELOW_HU, aeratedLung, AIR_BELOW_HU } from './aeratedLung.js';
import { smoothGaussian } from './gaussianSmoothing.js';
import { HuHistogram } from './huHistogram.js';

/** What lies farther from a mask says nothing of it, mm. */
export const REACH_MM = 22;
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
