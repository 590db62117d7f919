import { clinicalSchema, sexSchema, smokingSchema } from '@mutation-prediction/core';
import type { ClinicalInput, ClinicalInputs, ModelManifest } from '@mutation-prediction/core';
import type { StudySnapshot } from '../../contract.js';
import type { ClinicalEdits, ClinicalField } from './panelState.js';

/** Where a value of the patient form comes from. */
export type Origin = 'dicom' | 'edited' | 'entered' | 'missing' | 'invalid';

export interface FormField {
  /** As shown in its control; '' is "not known". */
  readonly text: string;
  readonly origin: Origin;
}

export interface ClinicalForm {
  readonly fields: Readonly<Record<ClinicalField, FormField>>;
  /** The readable values; a missing or invalid one has no key. */
  readonly values: ClinicalInputs;
  readonly invalid: readonly ClinicalField[];
}

/** Merges what DICOM says about the patient with what the user entered over it. */
export function readClinicalForm(
  dicom: StudySnapshot['patient'],
  edits: ClinicalEdits,
): ClinicalForm {
  const age = parseAge(edits.age ?? textOf(dicom.ageYears));
  const sex = sexSchema.safeParse(edits.sex ?? textOf(dicom.sex)).data;
  const smoking = smokingSchema.safeParse(edits.smoking ?? '').data;
  const fields = {
    age: formField(textOf(dicom.ageYears), edits.age, age !== 'invalid'),
    sex: formField(textOf(dicom.sex), edits.sex),
    smoking: formField('', edits.smoking),
  };
  return {
    fields,
    values: {
      ...(typeof age === 'number' && { ageYears: age }),
      ...(sex && { sex }),
      ...(smoking && { smoking }),
    },
    invalid: age === 'invalid' ? ['age'] : [],
  };
}

/** The clinical fields that a model reads, in the form's order. */
export function clinicalFieldsOf(manifest: ModelManifest): readonly ClinicalField[] {
  const input = manifest.inputs.find((i): i is ClinicalInput => i.kind === 'clinical');
  const read = new Set(input?.fields.map((field) => field.name));
  return (['age', 'sex', 'smoking'] as const).filter((name) => read.has(name));
}

export function sameClinical(a: ClinicalInputs, b: ClinicalInputs): boolean {
  return a.ageYears === b.ageYears && a.sex === b.sex && a.smoking === b.smoking;
}

function parseAge(text: string): number | undefined | 'invalid' {
  if (text.trim() === '') return undefined;
  const parsed = clinicalSchema.shape.ageYears.safeParse(Number(text.trim().replace(',', '.')));
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
