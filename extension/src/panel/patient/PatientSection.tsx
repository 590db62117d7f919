import type { ClinicalName, Warning } from '@mutation-prediction/core';
import { Section } from '../parts/Section.js';
import { Select } from '../parts/Select.js';
import { WarningList } from '../parts/WarningList.js';
import type { ClinicalForm, FormField } from '../state/clinicalForm.js';
import { choicesOf } from '../state/clinicalForm.js';
import { say } from '../words.js';
import { choiceText } from './choiceText.js';
import { NumberInput } from './NumberInput.js';
import { PatientField } from './PatientField.js';

interface PatientSectionProps {
  readonly form: ClinicalForm;
  /** Those the model reads; others are not asked. */
  readonly fields: readonly ClinicalName[];
  /** What the model takes for values that are not known: true of the next run and of a current result. */
  readonly missing: readonly Warning[];
  readonly onEdit: (field: ClinicalName, text: string) => void;
}

/** What the model needs to know of the patient: from DICOM where it says so, editable, may be missing. */
export function PatientSection({ form, fields, missing, onEdit }: PatientSectionProps) {
  if (fields.length === 0) return null;
  return (
    <Section title={say('patient.heading')}>
      <div className="mp-patient">
        {fields.map((name) => (
          <PatientField key={name} name={name} origin={form.fields[name].origin}>
            <PatientControl
              name={name}
              field={form.fields[name]}
              onEdit={(text) => onEdit(name, text)}
            />
          </PatientField>
        ))}
      </div>
      {form.invalid.length === 0 && <WarningList warnings={missing} />}
    </Section>
  );
}

interface PatientControlProps {
  readonly name: ClinicalName;
  readonly field: FormField;
  readonly onEdit: (text: string) => void;
}

function PatientControl({ name, field, onEdit }: PatientControlProps) {
  const choices = choicesOf(name);
  if (!choices) return <NumberInput name={name} field={field} onEdit={onEdit} />;
  return (
    <Select
      id={`mp-${name}`}
      describedBy={`mp-${name}-origin`}
      value={field.text}
      options={[
        { value: '', text: say('patient.unknown') },
        ...choices.map((value) => ({ value, text: choiceText(name, value) })),
      ]}
      onChange={onEdit}
    />
  );
}
