import { CLINICAL_KEYS, clinicalNameSchema, clinicalSchema } from '@mutation-prediction/core';
import type {
  ClinicalInput,
  ClinicalInputs,
  ClinicalName,
  ModelManifest,
} from '@mutation-prediction/core';

/** What the user typed or chose over the DICOM values; an absent key is untouched, '' is "not known". */
export type ClinicalEdits = Readonly<Partial<Record<ClinicalName, string>>>;

/** Where a value of the patient form comes from. */
export type FieldOrigin = 'dicom' | 'edited' | 'entered' | 'missing' | 'invalid';

export interface FormField {
  /** As shown in its control; '' is "not known". */
  readonly text: string;
  readonly origin: FieldOrigin;
}

export interface ClinicalForm {
  readonly fields: Readonly<Record<ClinicalName, FormField>>;
  /** The readable values; a missing or invalid one has no key. */
  readonly values: ClinicalInputs;
  readonly invalid: readonly ClinicalName[];
}

/** Merges what DICOM says about the patient with what the user entered over it. */
export function readClinicalForm(dicom: ClinicalInputs, edits: ClinicalEdits): ClinicalForm {
  const read = clinicalNameSchema.options.map((name) => {
    const known = textOf(dicom[CLINICAL_KEYS[name]]);
    const value = parse(name, edits[name] ?? known);
    return { name, value, field: formField(known, edits[name], value !== 'invalid') };
  });
  return {
    fields: Object.fromEntries(
      read.map(({ name, field }) => [name, field]),
    ) as ClinicalForm['fields'],
    values: Object.fromEntries(
      read
        .filter(({ value }) => value !== undefined && value !== 'invalid')
        .map(({ name, value }) => [CLINICAL_KEYS[name], value]),
    ),
    invalid: read.filter(({ value }) => value === 'invalid').map(({ name }) => name),
  };
}

/** The clinical fields that a model reads, in the form's order. */
export function clinicalFieldsOf(manifest: ModelManifest): readonly ClinicalName[] {
  const input = manifest.inputs.find((i): i is ClinicalInput => i.kind === 'clinical');
  const read = new Set(input?.fields.map((field) => field.name));
  return clinicalNameSchema.options.filter((name) => read.has(name));
}

export function sameClinical(a: ClinicalInputs, b: ClinicalInputs): boolean {
  return Object.values(CLINICAL_KEYS).every((key) => a[key] === b[key]);
}

/** The values that a field may take; `undefined` where it is a number. */
export function choicesOf(name: ClinicalName): readonly string[] | undefined {
  if (name === 'stage') return ['1', '2', '3', '4'];
  const schema = clinicalSchema.shape[CLINICAL_KEYS[name]].unwrap();
  return 'options' in schema ? schema.options : undefined;
}

function parse(name: ClinicalName, text: string): string | number | undefined {
  if (text.trim() === '') return undefined;
  const schema = clinicalSchema.shape[CLINICAL_KEYS[name]].unwrap();
  const value = 'options' in schema ? text : Number(text.trim().replace(',', '.'));
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : 'invalid';
}

function formField(known: string, edit: string | undefined, valid = true): FormField {
  const text = edit ?? known;
  if (!valid) return { text, origin: 'invalid' };
  if (text.trim() === '') return { text, origin: 'missing' };
  if (text === known) return { text, origin: 'dicom' };
  return { text, origin: known === '' ? 'entered' : 'edited' };
}

function textOf(value: number | string | undefined): string {
  return value === undefined ? '' : String(value);
}
