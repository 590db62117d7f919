import type { ClinicalInputs, ClinicalName } from '../contract/clinical.js';
import { CLINICAL_KEYS } from '../contract/clinicalKeys.js';
import type { ClinicalInput } from '../contract/modelManifest.js';

export type ClinicalField = ClinicalInput['fields'][number];

/** A clinical value that is not known, and what is given to the network in its place. */
export interface MissingClinicalValue {
  readonly name: ClinicalName;
  /** Several where the value has several, as the lobe has. */
  readonly fields: readonly ClinicalField[];
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
  const missing = new Set(fields.filter((_, n) => known[n] === undefined).map(({ name }) => name));
  return {
    values: Float32Array.from(fields, (field, n) => known[n] ?? field.missing),
    missing: [...missing].map((name) => ({
      name,
      fields: fields.filter((field) => field.name === name),
    })),
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
