import type { ClinicalInputs } from '../prediction/clinical.js';
import type { ClinicalInput } from './modelManifest.js';

type ClinicalField = ClinicalInput['fields'][number];

/** A clinical value that is not known. */
export interface MissingClinicalValue {
  readonly field: ClinicalField;
  /** Encoded value that was given to the network in its place. */
  readonly standIn: number;
}

export interface EncodedClinical {
  /** In the order of the model's fields, float32 [1, fields]. */
  readonly values: Float32Array;
  readonly missing: readonly MissingClinicalValue[];
}

/** Turns clinical values into the network's input, by the model package's encodings. */
export function encodeClinical(
  clinical: ClinicalInputs,
  { fields }: ClinicalInput,
): EncodedClinical {
  const known = fields.map((field) => encodeField(clinical, field));
  return {
    values: Float32Array.from(fields, (field, n) => known[n] ?? field.missing),
    missing: fields
      .filter((_, n) => known[n] === undefined)
      .map((field) => ({ field, standIn: field.missing })),
  };
}

function encodeField(clinical: ClinicalInputs, field: ClinicalField): number | undefined {
  switch (field.name) {
    case 'age':
      return clinical.ageYears === undefined
        ? undefined
        : (clinical.ageYears - field.mean) / field.sd;
    case 'sex':
      return clinical.sex && field.encoding[clinical.sex];
    case 'smoking':
      return clinical.smoking && field.encoding[clinical.smoking];
  }
}
