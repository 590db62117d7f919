import type {
  CohortCase,
  Mask,
  OffLesionCase,
  Scanner,
  SyntheticPatient,
} from '@mutation-prediction/core';
import { ENDPOINTS, measureLesion, seededRandom, TRAIT_NAMES } from '@mutation-prediction/core';

/** One row of cohort.csv; an unknown value is an empty cell. */
export type CohortRow = Readonly<Record<string, string | number>>;

const TRAIN_SHARE = 0.7;
const VALIDATION_SHARE = 0.1;

export function caseId(index: number): string {
  return `phantom-${String(index + 1).padStart(5, '0')}`;
}

/** What is known of a case. The `trait_…` and `scanner_…` columns are the truth, never an input. */
export function cohortRow(seed: number, index: number, synthetic: CohortCase): CohortRow {
  const { patient, traits, scanner, labels, lobe } = synthetic;
  return {
    case_id: caseId(index),
    split: splitOf(seed, index),
    ...patientCells(patient),
    lobe,
    density: densityOf(traits.groundGlass),
    vacuole: traits.cavity > 0 ? 1 : 0,
    ...Object.fromEntries(ENDPOINTS.map((endpoint) => [endpoint, labels[endpoint] ?? ''])),
    ...maskCells(synthetic.mask),
    ...Object.fromEntries(TRAIT_NAMES.map((name) => [`trait_${name}`, round(traits[name])])),
    ...scannerCells(scanner),
  };
}

/** The same of a mask that is on no lesion: what only lesions have is empty. */
export function offLesionRow(index: number, synthetic: OffLesionCase): CohortRow {
  const { placement, patient, mask, scanner } = synthetic;
  return {
    case_id: caseId(index),
    split: 'test',
    placement,
    ...patientCells(patient),
    ...Object.fromEntries(['lobe', 'density', 'vacuole', ...ENDPOINTS].map((name) => [name, ''])),
    ...maskCells(mask),
    ...scannerCells(scanner),
  };
}

function patientCells(patient: SyntheticPatient): CohortRow {
  return {
    sex: patient.sex,
    age: patient.age ?? '',
    smoking: patient.smoking ?? '',
    height_cm: patient.heightCm,
    weight_kg: patient.weightKg,
    family_history: patient.familyHistory,
    stage: patient.stage,
    invasive_degree: patient.invasiveDegree,
  };
}

function maskCells(mask: Mask): CohortRow {
  const { centroidLps, volumeMm3, longestDiameterMm } = measureLesion(mask);
  const [x, y, z] = centroidLps;
  return {
    centroid_x: round(x),
    centroid_y: round(y),
    centroid_z: round(z),
    volume_mm3: round(volumeMm3),
    diameter_mm: round(longestDiameterMm),
  };
}

function scannerCells(scanner: Scanner): CohortRow {
  return Object.fromEntries(
    Object.entries(scanner).map(([name, value]) => [`scanner_${name}`, round(value)]),
  );
}

/** A table as pandas and spreadsheets read it; no value holds a comma. */
export function csv(rows: readonly CohortRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
}

function splitOf(seed: number, index: number): string {
  const u = seededRandom(Math.imul(seed, 0x27d4eb2f) ^ index)();
  if (u < TRAIN_SHARE) return 'train';
  return u < TRAIN_SHARE + VALIDATION_SHARE ? 'validation' : 'test';
}

/** How a radiologist would class the density. */
function densityOf(groundGlass: number): string {
  if (groundGlass > 0.95) return 'pGGN';
  return groundGlass < 0.05 ? 'solid' : 'mGGN';
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
