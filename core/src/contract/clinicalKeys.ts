import type { ClinicalInputs, ClinicalName } from './clinical.js';

/**
 * Where each clinical value is kept. Apart from the schemas: the inference worker needs the keys and
 * not zod.
 */
export const CLINICAL_KEYS = {
  age: 'ageYears',
  sex: 'sex',
  smoking: 'smoking',
  height: 'heightCm',
  weight: 'weightKg',
  familyHistory: 'familyHistory',
  stage: 'stage',
  lobe: 'lobe',
  invasiveDegree: 'invasiveDegree',
  density: 'density',
  vacuole: 'vacuole',
} as const satisfies Record<ClinicalName, keyof ClinicalInputs>;
