import type { ClinicalInputs } from '@mutation-prediction/core';
import { say } from '../words.js';

/** The clinical values that were used, each named, a missing one said to be so. */
export function clinicalText({ ageYears, sex, smoking }: ClinicalInputs): string {
  const unknown = say('patient.unknown').toLowerCase();
  return [
    `${say('patient.age')} ${ageYears ?? unknown}`,
    `${say('patient.sex')} ${sex ? say(`patient.sex.${sex}`).toLowerCase() : unknown}`,
    `${say('patient.smoking')} ${smoking ? say(`patient.smoking.${smoking}`).toLowerCase() : unknown}`,
  ].join(', ');
}
