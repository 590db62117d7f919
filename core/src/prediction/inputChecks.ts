import type { Acquisition } from '../imaging/ctImage.js';
import type { Grid } from '../imaging/grid.js';
import { spacing } from '../imaging/gridGeometry.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { Device } from '../contract/device.js';
import type { CubeSpec } from '../views/cube.js';
import type { FieldCoverage } from './fieldCoverage.js';
import type { Lesion } from '../contract/prediction.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import { figure, percentage } from '../words/figures.js';

/** A limitation of one prediction, with the number that matters; none when all is well. */
type Check = Warning | undefined;

const SMALLEST_DIAMETER_MM = 5;
const FEWEST_SLICES = 3;
const THICKEST_SLICE_MM = 3;

export function checkModelStatus({ status, trainedOn }: ModelManifest): Check {
  if (status !== 'demonstration') return undefined;
  return warningOf('demonstration-weights', { trainedOn });
}

/** A likeness can fail to tell a phantom from a patient; what a CT says of itself cannot. */
export function checkSubject({ status }: ModelManifest, { isPhantom }: Acquisition): Check {
  return status === 'demonstration' && !isPhantom ? warningOf('not-from-patients') : undefined;
}

/** Whether the lesion fits the cube that the model sees. */
export function checkField(coverage: FieldCoverage, cube: CubeSpec): Check {
  const { fieldMm, fractionInside, clearanceMm } = coverage;
  if (fractionInside < 1) {
    return warningOf('lesion-exceeds-field', {
      share: percentage(1 - fractionInside),
      field: figure(fieldMm),
    });
  }
  if (clearanceMm >= cube.spacingMm) return undefined;
  return warningOf('lesion-touches-field', {
    clearance: figure(clearanceMm),
    field: figure(fieldMm),
  });
}

/** What the model sees of less is what lies around the lesion. */
const LEAST_SEEN = 0.1;

/** @param share of the lesion in the narrowest field of the model, 0–1 */
export function checkSeen(share: number): Check {
  return share < LEAST_SEEN ? warningOf('outside-field', { share: percentage(share) }) : undefined;
}

export function checkLesionSize({ longestDiameterMm }: Lesion): Check {
  if (longestDiameterMm >= SMALLEST_DIAMETER_MM) return undefined;
  return warningOf('lesion-small', {
    diameter: figure(longestDiameterMm),
    least: SMALLEST_DIAMETER_MM,
  });
}

export function checkSliceCount({ sliceCount }: Lesion): Check {
  if (sliceCount >= FEWEST_SLICES) return undefined;
  return warningOf('lesion-few-slices', { count: sliceCount, least: FEWEST_SLICES });
}

export function checkParts({ partCount }: Lesion): Check {
  if (partCount === 1) return undefined;
  return warningOf('lesion-in-parts', { count: partCount });
}

/** Slice thickness, or the distance of the slices where that is larger or the only one known. */
export function checkSliceThickness({ sliceThicknessMm = 0 }: Acquisition, grid: Grid): Check {
  const thickness = Math.max(sliceThicknessMm, spacing(grid)[2]);
  if (thickness <= THICKEST_SLICE_MM) return undefined;
  return warningOf('thick-slices', { thickness: figure(thickness), most: THICKEST_SLICE_MM });
}

/** Terms of PS3.16 Annex L, and common spellings, that include the lungs. */
const CHEST = /CHEST|THORA|LUNG|PULM|BRONCH|MEDIASTIN|PLEURA|HILUM|HEART|RIB|TRUNK|BODY/i;

/** Body Part Examined; often absent, and then the voxels alone must tell. */
export function checkBodyPart({ bodyPartExamined }: Acquisition): Check {
  if (!bodyPartExamined || CHEST.test(bodyPartExamined)) return undefined;
  return warningOf('not-chest', { bodyPart: bodyPartExamined });
}

export function checkContrast({ contrastBolusAgent }: Acquisition): Check {
  if (contrastBolusAgent) return undefined;
  return warningOf('contrast-unknown');
}

/** One warning for each thing that was given up. */
export function checkDevice({ fallback, fallbackReason, backend }: Device): Warning[] {
  // Another program, or another version of this one, may say it in words only.
  const reasons = fallback ?? (fallbackReason ? [{ why: fallbackReason }] : []);
  return reasons.map(({ why, ...named }) =>
    warningOf('device-fallback', { ...('values' in named ? named.values : {}), backend, why }),
  );
}
