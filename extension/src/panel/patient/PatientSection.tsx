import type { Warning } from '@mutation-prediction/core';
import { Section } from '../parts/Section.js';
import { Notice } from '../parts/Notice.js';
import { Select } from '../parts/Select.js';
import { WarningList } from '../parts/WarningList.js';
import type { ClinicalForm } from '../state/clinicalForm.js';
import type { ClinicalField } from '../state/panelState.js';
import { say } from '../words.js';
import { AgeInput } from './AgeInput.js';
import { PatientField } from './PatientField.js';

interface PatientSectionProps {
  readonly form: ClinicalForm;
  /** Those the model reads; others are not asked. */
  readonly fields: readonly ClinicalField[];
  /** Of a current result; they replace the form's own word on missing values. */
  readonly warnings: readonly Warning[];
  readonly onEdit: (field: ClinicalField, text: string) => void;
}

const SEXES = ['F', 'M', 'O'] as const;
const SMOKING = ['never', 'former', 'current'] as const;

/** What the model needs to know of the patient: from DICOM where it says so, editable, may be missing. */
export function PatientSection({ form, fields, warnings, onEdit }: PatientSectionProps) {
  if (fields.length === 0) return null;
  const unknown = { value: '', text: say('patient.unknown') };
  const missing = fields.filter((field) => form.fields[field].origin === 'missing');
  return (
    <Section title={say('patient.heading')}>
      <div className="mp-patient">
        {fields.includes('age') && (
          <PatientField name="age" origin={form.fields.age.origin}>
            <AgeInput field={form.fields.age} onEdit={(text) => onEdit('age', text)} />
          </PatientField>
        )}
        {fields.includes('sex') && (
          <PatientField name="sex" origin={form.fields.sex.origin}>
            <Select
              id="mp-sex"
              describedBy="mp-sex-origin"
              value={form.fields.sex.text}
              options={[
                unknown,
                ...SEXES.map((s) => ({ value: s, text: say(`patient.sex.${s}`) })),
              ]}
              onChange={(text) => onEdit('sex', text)}
            />
          </PatientField>
        )}
        {fields.includes('smoking') && (
          <PatientField name="smoking" origin={form.fields.smoking.origin}>
            <Select
              id="mp-smoking"
              describedBy="mp-smoking-origin"
              value={form.fields.smoking.text}
              options={[
                unknown,
                ...SMOKING.map((s) => ({ value: s, text: say(`patient.smoking.${s}`) })),
              ]}
              onChange={(text) => onEdit('smoking', text)}
            />
          </PatientField>
        )}
      </div>
      {warnings.length === 0 && missing.length > 0 && (
        <Notice
          kind="info"
          text={say('patient.missing', {
            fields: missing.map((field) => say(`patient.${field}`).toLowerCase()).join(', '),
          })}
        />
      )}
      <WarningList warnings={warnings} />
    </Section>
  );
}
