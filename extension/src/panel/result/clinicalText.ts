import type { ClinicalInputs } from '@mutation-prediction/core';
import { CLINICAL_KEYS, clinicalNameSchema } from '@mutation-prediction/core';
import { choiceText } from '../patient/choiceText.js';
import { say } from '../words.js';

const FURTHER = clinicalNameSchema.exclude(['age', 'sex', 'smoking']).options;

/** The clinical values that were used, each named; of age, sex and smoking also what is missing. */
export function clinicalText(clinical: ClinicalInputs): string {
  const { ageYears, sex, smoking } = clinical;
  const unknown = say('patient.unknown').toLowerCase();
  return [
    `${say('patient.age')} ${ageYears ?? unknown}`,
    `${say('patient.sex')} ${sex ? say(`patient.sex.${sex}`).toLowerCase() : unknown}`,
    `${say('patient.smoking')} ${smoking ? say(`patient.smoking.${smoking}`).toLowerCase() : unknown}`,
    ...FURTHER.flatMap((name) => {
      const value = clinical[CLINICAL_KEYS[name]];
      return value === undefined
        ? []
        : `${say(`patient.${name}`)} ${choiceText(name, String(value))}`;
    }),
  ].join(', ');
}
