import type { Acquisition } from '../imaging/ctImage.js';
import type { Grid } from '../imaging/grid.js';
import { spacing } from '../imaging/gridGeometry.js';
import type { Volume } from '../imaging/volume.js';
import type { MissingClinicalValue } from '../inference/encodeClinical.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import { backendNames } from '../contract/backendNames.js';
import type { Device } from '../contract/device.js';
import type { CubeSpec } from '../views/cube.js';
import type { FieldCoverage } from './fieldCoverage.js';
import type { ClinicalName } from '../contract/clinical.js';
import type { Lesion } from '../contract/prediction.js';
import type { Warning } from '../contract/warning.js';

/** A limitation of one prediction, with the number that matters; none when all is well. */
type Check = Warning | undefined;

const SMALLEST_DIAMETER_MM = 5;
const FEWEST_SLICES = 3;
const THICKEST_SLICE_MM = 3;

export function checkModelStatus({ status, trainedOn }: ModelManifest): Check {
  if (status !== 'demonstration') return undefined;
  return {
    code: 'demonstration-weights',
    message: `Demonstration weights: the numbers mean nothing for a patient. Trained on: ${trainedOn}`,
  };
}

/** Whether the lesion fits the cube that the model sees. */
export function checkField(coverage: FieldCoverage, cube: CubeSpec): Check {
  const { fieldMm, fractionInside, clearanceMm } = coverage;
  if (fractionInside < 1) {
    return {
      code: 'lesion-exceeds-field',
      message: `${percentage(1 - fractionInside)} of the lesion lies outside the ${number(fieldMm)} mm field that the model sees.`,
    };
  }
  if (clearanceMm >= cube.spacingMm) return undefined;
  return {
    code: 'lesion-touches-field',
    message: `The lesion comes within ${number(clearanceMm)} mm of the border of the ${number(fieldMm)} mm field that the model sees.`,
  };
}

export function checkLesionSize({ longestDiameterMm }: Lesion): Check {
  if (longestDiameterMm >= SMALLEST_DIAMETER_MM) return undefined;
  return {
    code: 'lesion-small',
    message: `The lesion is ${number(longestDiameterMm)} mm long; less than ${SMALLEST_DIAMETER_MM} mm is too small to be read.`,
  };
}

export function checkSliceCount({ sliceCount }: Lesion): Check {
  if (sliceCount >= FEWEST_SLICES) return undefined;
  return {
    code: 'lesion-few-slices',
    message: `The lesion is contoured on ${sliceCount} ${sliceCount === 1 ? 'slice' : 'slices'}; ${FEWEST_SLICES} or more are needed to see its shape.`,
  };
}

export function checkParts({ partCount }: Lesion): Check {
  if (partCount === 1) return undefined;
  return {
    code: 'lesion-in-parts',
    message: `The lesion is in ${partCount} separate parts; the field is centred on all of them together.`,
  };
}

/** Slice thickness, or the distance of the slices where that is larger or the only one known. */
export function checkSliceThickness({ sliceThicknessMm = 0 }: Acquisition, grid: Grid): Check {
  const thickness = Math.max(sliceThicknessMm, spacing(grid)[2]);
  if (thickness <= THICKEST_SLICE_MM) return undefined;
  return {
    code: 'thick-slices',
    message: `The slices are ${number(thickness)} mm thick; more than ${THICKEST_SLICE_MM} mm blurs the lesion.`,
  };
}

/** Terms of PS3.16 Annex L, and common spellings, that include the lungs. */
const CHEST = /CHEST|THORA|LUNG|PULM|BRONCH|MEDIASTIN|PLEURA|HILUM|HEART|RIB|TRUNK|BODY/i;

/** Body Part Examined; often absent, and then the voxels alone must tell. */
export function checkBodyPart({ bodyPartExamined }: Acquisition): Check {
  if (!bodyPartExamined || CHEST.test(bodyPartExamined)) return undefined;
  return {
    code: 'not-chest',
    message: `The CT is of the body part ${bodyPartExamined}, not of the chest.`,
  };
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
  return {
    code: 'implausible-hu',
    message: `Around the lesion ${percentage(air)} of the voxels have values of air and ${percentage(softTissue)} of soft tissue: these may not be Hounsfield units of a chest.`,
  };
}

function shareWithin(data: Volume['data'], [low, high]: readonly [number, number]): number {
  let count = 0;
  for (let n = 0; n < data.length; n++) if (data[n]! >= low && data[n]! < high) count++;
  return count / data.length;
}

export function checkContrast({ contrastBolusAgent }: Acquisition): Check {
  if (contrastBolusAgent) return undefined;
  return {
    code: 'contrast-unknown',
    message: 'The CT does not say whether contrast was given, or in which phase it was taken.',
  };
}

/** One warning per value that the model asks for and nobody knows. */
export function checkClinical(missing: readonly MissingClinicalValue[]): Warning[] {
  return missing.map((value) => ({
    code: 'clinical-missing',
    message: `${FIELD_NAMES[value.field.name]} is not known; ${describeConsequence(value)}.`,
  }));
}

const FIELD_NAMES: Readonly<Record<ClinicalName, string>> = {
  age: 'Age',
  sex: 'Sex',
  smoking: 'Smoking history',
  height: 'Height',
  weight: 'Weight',
  familyHistory: 'Family history',
  stage: 'Stage',
  lobe: 'Lobe',
  invasiveDegree: 'Invasive degree',
  density: 'Density',
  vacuole: 'Vacuole sign',
};
const VALUE_NAMES: Readonly<Record<string, string>> = { F: 'female', M: 'male', O: 'other' };
const UNITS = { age: ' years', height: ' cm', weight: ' kg', stage: '' } as const;

/** Beyond any encoded value: the model's own sign for "not known", such as a tree's branch for it. */
const OWN_SIGN = 1e29;

function describeConsequence(value: MissingClinicalValue): string {
  return Math.abs(value.standIn) > OWN_SIGN
    ? 'the model was trained to do without it'
    : `the model calculates with ${describeStandIn(value)} instead`;
}

function describeStandIn({ field, standIn }: MissingClinicalValue): string {
  if (!('encoding' in field)) {
    return `${number(standIn * field.sd + field.mean)}${UNITS[field.name]}`;
  }
  // A value of several fields, such as a one-hot lobe: one field's scale would tell nothing.
  if (field.name === 'lobe') return 'the training data’s mean';
  const scale = Object.entries(field.encoding).map(
    ([value, encoded]) => `${VALUE_NAMES[value] ?? value} ${number(encoded)}`,
  );
  return `${number(standIn)} (${scale.join(', ')})`;
}

export function checkDevice({ fallbackReason, backend }: Device): Check {
  if (!fallbackReason) return undefined;
  return {
    code: 'device-fallback',
    message: `The model ran on ${backendNames(backend).inSentence}. ${fallbackReason}`,
  };
}

/** At most three significant digits, without trailing zeros. */
function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function percentage(share: number): string {
  if (share > 0 && share < 0.01) return 'less than 1 %';
  return `${Math.round(share * 100)} %`;
}
