import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import { figure, percentage } from '../words/figures.js';
import { REACH_MM } from './regionDescriptor.js';

/*
 * Limits were set on phantom lesions, virtual lesions in real CT and masks that are no lesion, and hold on
 * others (docs/trust.md). A lesion that is withheld costs a look at its contours, one that is not costs trust:
 * limits of withholding leave true lesions a margin, those of caution catch what lies between.
 */

/** Standard deviation within the region. */
const FLAT_HU = 5;
/** Share of the region below −1050 and above +500 HU. */
const MOST_BELOW_AIR = 0.05;
const MOST_COMPACT_BONE = 0.15;
/** Share of the region below −500 HU. */
const LEAST_AERATED = 0.005;
/** Median of the mask. */
const AIR_HU = -940;
/** Share of aerated lung in the shell: of 464 true lesions the least was .198. */
const LEAST_CONTACT = 0.05;
const USUAL_CONTACT = 0.2;
/** Share of the mask above 250 HU. */
const MOST_BONE = 0.25;
const USUAL_BONE = 0.1;
/** True lesions, pure ground glass too, are 183 HU and more above the lung around them. */
const LEAST_CONTRAST_HU = 120;
/** Share of the mask above −500 HU: a cavity lowers its median to that of lung, but has a wall. */
const WALL = 0.25;
const LEAST_TISSUE = 0.05;
const BLOOD_HU = [130, 300] as const;
const USUAL_LUNG_HU = [-950, -660] as const;

/**
 * Whether the CT in and around a mask can be that of a lung lesion: why not, first, then what is unusual.
 * Values that are no HU, and contours on air, explain whatever else is wrong, and are told alone.
 */
export function checkRegion(region: RegionDescriptor): Warning[] {
  const unusable = checkHounsfieldUnits(region) ?? checkAir(region);
  if (unusable) return [unusable];
  return [
    checkLungAround(region),
    checkBone(region),
    checkContrast(region),
    checkTissue(region),
    checkBlood(region),
    checkLungDensity(region),
  ].filter((warning) => warning !== undefined);
}

type Check = Warning | undefined;

function checkHounsfieldUnits(region: RegionDescriptor): Check {
  const { regionSdHu, regionBelowMinus1050: low, regionAbove500: high } = region;
  const reach = REACH_MM;
  if (regionSdHu < FLAT_HU) return warningOf('implausible-hu.flat', { reach });
  if (low > MOST_BELOW_AIR)
    return warningOf('implausible-hu.low', { reach, share: percentage(low) });
  if (high > MOST_COMPACT_BONE) {
    return warningOf('implausible-hu.high', { reach, share: percentage(high) });
  }
  return undefined;
}

function checkAir({ medianHu }: RegionDescriptor): Check {
  if (medianHu >= AIR_HU) return undefined;
  return warningOf('contours-on-air', { median: figure(medianHu) });
}

function checkLungAround({ regionBelowMinus500, contact }: RegionDescriptor): Check {
  if (regionBelowMinus500 < LEAST_AERATED)
    return warningOf('outside-lung.none', { reach: REACH_MM });
  const share = percentage(contact);
  if (contact < LEAST_CONTACT) return warningOf('outside-lung.apart', { share });
  return contact < USUAL_CONTACT ? warningOf('little-lung', { share }) : undefined;
}

function checkBone({ boneFraction }: RegionDescriptor): Check {
  const share = percentage(boneFraction);
  if (boneFraction > MOST_BONE) return warningOf('contours-on-bone', { share });
  return boneFraction > USUAL_BONE ? warningOf('dense-parts', { share }) : undefined;
}

function checkContrast({ contrastHu, aboveMinus500Fraction }: RegionDescriptor): Check {
  if (contrastHu >= LEAST_CONTRAST_HU || aboveMinus500Fraction >= WALL) return undefined;
  return warningOf('contours-on-lung', { contrast: figure(contrastHu) });
}

function checkTissue({ contrastHu, aboveMinus500Fraction }: RegionDescriptor): Check {
  if (aboveMinus500Fraction >= LEAST_TISSUE || contrastHu < LEAST_CONTRAST_HU) return undefined;
  return warningOf('little-tissue', { share: percentage(aboveMinus500Fraction) });
}

function checkBlood({ medianHu }: RegionDescriptor): Check {
  if (medianHu < BLOOD_HU[0] || medianHu > BLOOD_HU[1]) return undefined;
  return warningOf('blood-density', { median: figure(medianHu) });
}

function checkLungDensity({ lungMedianHu, aeratedWithin20Mm }: RegionDescriptor): Check {
  const [low, high] = USUAL_LUNG_HU;
  // Where there is none, that is said already.
  if (aeratedWithin20Mm === 0 || (lungMedianHu >= low && lungMedianHu <= high)) return undefined;
  return warningOf('unusual-lung', { median: figure(lungMedianHu), low, high });
}
