import type { ClinicalInputs } from '../contract/clinical.js';
import { CLINICAL_KEYS } from '../contract/clinicalKeys.js';
import type { ClinicalInput } from '../contract/modelManifest.js';

type ClinicalField = ClinicalInput['fields'][number];

/** A clinical value that is not known. */
export interface MissingClinicalValue {
  /** The first of the fields that the value has. */
  readonly field: ClinicalField;
  /** Encoded value that was given to the network in its place. */
  readonly standIn: number;
}

export interface EncodedClinical {
  /** In the order of the model's fields, float32 [1, fields]. */
  readonly values: Float32Array;
  /** Each value once. */
  readonly missing: readonly MissingClinicalValue[];
  /** The known values that the model asks for, before encoding. */
  readonly used: ClinicalInputs;
}

/** Turns clinical values into the network's input, by the model package's encodings. */
export function encodeClinical(
  clinical: ClinicalInputs,
  { fields }: ClinicalInput,
): EncodedClinical {
  const known = fields.map((field) => encodeField(clinical, field));
  const missing = fields.filter((_, n) => known[n] === undefined);
  return {
    values: Float32Array.from(fields, (field, n) => known[n] ?? field.missing),
    missing: missing
      .filter((field, n) => missing.findIndex(({ name }) => name === field.name) === n)
      .map((field) => ({ field, standIn: field.missing })),
    used: Object.fromEntries(
      fields
        .map(({ name }) => CLINICAL_KEYS[name])
        .filter((key) => clinical[key] !== undefined)
        .map((key) => [key, clinical[key]]),
    ),
  };
}

function encodeField(clinical: ClinicalInputs, field: ClinicalField): number | undefined {
  const value = clinical[CLINICAL_KEYS[field.name]];
  if (value === undefined) return undefined;
  if ('encoding' in field) return (field.encoding as Readonly<Record<string, number>>)[value];
  return (Number(value) - field.mean) / field.sd;
}
