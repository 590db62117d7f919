import type { Acquisition } from '../imaging/ctImage.js';
import type { Grid } from '../imaging/grid.js';
import { spacing } from '../imaging/gridGeometry.js';
import type { Volume } from '../imaging/volume.js';
import type { MissingClinicalValue } from '../inference/encodeClinical.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { Device } from '../contract/device.js';
import type { CubeSpec } from '../views/cube.js';
import type { FieldCoverage } from './fieldCoverage.js';
import type { Lesion } from '../contract/prediction.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';

/** A limitation of one prediction, with the number that matters; none when all is well. */
type Check = Warning | undefined;

const SMALLEST_DIAMETER_MM = 5;
const FEWEST_SLICES = 3;
const THICKEST_SLICE_MM = 3;

export function checkModelStatus({ status, trainedOn }: ModelManifest): Check {
  if (status !== 'demonstration') return undefined;
  return warningOf('demonstration-weights', { trainedOn });
}

/** Whether the lesion fits the cube that the model sees. */
export function checkField(coverage: FieldCoverage, cube: CubeSpec): Check {
  const { fieldMm, fractionInside, clearanceMm } = coverage;
  if (fractionInside < 1) {
    return warningOf('lesion-exceeds-field', {
      share: percentage(1 - fractionInside),
      field: number(fieldMm),
    });
  }
  if (clearanceMm >= cube.spacingMm) return undefined;
  return warningOf('lesion-touches-field', {
    clearance: number(clearanceMm),
    field: number(fieldMm),
  });
}

export function checkLesionSize({ longestDiameterMm }: Lesion): Check {
  if (longestDiameterMm >= SMALLEST_DIAMETER_MM) return undefined;
  return warningOf('lesion-small', {
    diameter: number(longestDiameterMm),
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
  return warningOf('thick-slices', { thickness: number(thickness), most: THICKEST_SLICE_MM });
}

/** Terms of PS3.16 Annex L, and common spellings, that include the lungs. */
const CHEST = /CHEST|THORA|LUNG|PULM|BRONCH|MEDIASTIN|PLEURA|HILUM|HEART|RIB|TRUNK|BODY/i;

/** Body Part Examined; often absent, and then the voxels alone must tell. */
export function checkBodyPart({ bodyPartExamined }: Acquisition): Check {
  if (!bodyPartExamined || CHEST.test(bodyPartExamined)) return undefined;
  return warningOf('not-chest', { bodyPart: bodyPartExamined });
}

/** Half-open HU ranges that hold the peaks of aerated lung and of soft tissue and fat. */
const AIR_HU = [-1050, -500] as const;
const SOFT_TISSUE_HU = [-150, 150] as const;
const SMALLEST_PEAK = 0.01;

/** Around a lung lesion there is air and there is tissue: missing peaks mean that values are no HU. */
export function checkHounsfieldUnits({ data }: Volume): Check {
  const air = shareWithin(data, AIR_HU);
  const softTissue = shareWithin(data, SOFT_TISSUE_HU);
  if (air >= SMALLEST_PEAK && softTissue >= SMALLEST_PEAK) return undefined;
  return warningOf('implausible-hu', { air: percentage(air), softTissue: percentage(softTissue) });
}

function shareWithin(data: Volume['data'], [low, high]: readonly [number, number]): number {
  let count = 0;
  for (let n = 0; n < data.length; n++) if (data[n]! >= low && data[n]! < high) count++;
  return count / data.length;
}

export function checkContrast({ contrastBolusAgent }: Acquisition): Check {
  if (contrastBolusAgent) return undefined;
  return warningOf('contrast-unknown');
}

/** One warning per value that the model asks for and nobody knows. */
export function checkClinical(missing: readonly MissingClinicalValue[]): Warning[] {
  return missing.map(missingValue);
}

/** Beyond any encoded value: the model's own sign for "not known", such as a tree's branch for it. */
const OWN_SIGN = 1e29;

function missingValue({ field, standIn }: MissingClinicalValue): Warning {
  if (Math.abs(standIn) > OWN_SIGN)
    return warningOf('clinical-missing.none', { field: field.name });
  const value = number(standIn);
  switch (field.name) {
    case 'age':
    case 'height':
    case 'weight':
    case 'stage':
      return warningOf(`clinical-missing.${field.name}`, {
        value: number(standIn * field.sd + field.mean),
      });
    // A value of several fields, such as a one-hot lobe: one field's scale would tell nothing.
    case 'lobe':
      return warningOf('clinical-missing.lobe');
    case 'sex':
      return warningOf('clinical-missing.sex', { value, ...numbers(field.encoding) });
    case 'smoking':
      return warningOf('clinical-missing.smoking', { value, ...numbers(field.encoding) });
    case 'invasiveDegree':
      return warningOf('clinical-missing.invasiveDegree', { value, ...numbers(field.encoding) });
    case 'density':
      return warningOf('clinical-missing.density', { value, ...numbers(field.encoding) });
    case 'familyHistory':
    case 'vacuole':
      return warningOf(`clinical-missing.${field.name}`, { value, ...numbers(field.encoding) });
  }
}

function numbers<Name extends string>(encoding: Readonly<Record<Name, number>>) {
  const entries = Object.entries<number>(encoding).map(([name, value]) => [name, number(value)]);
  return Object.fromEntries(entries) as Readonly<Record<Name, string>>;
}

export function checkDevice({ fallbackReason, backend }: Device): Check {
  if (!fallbackReason) return undefined;
  return warningOf('device-fallback', { backend, reason: fallbackReason });
}

/** At most three significant digits, without trailing zeros. */
function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Less than a hundredth has a word of the catalogue. */
function percentage(share: number): string {
  if (share > 0 && share < 0.01) return 'trace';
  return `${Math.round(share * 100)} %`;
}
