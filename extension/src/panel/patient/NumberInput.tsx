import type { ClinicalName } from '@mutation-prediction/core';
import type { FormField } from '../state/clinicalForm.js';

interface NumberInputProps {
  readonly name: ClinicalName;
  readonly field: FormField;
  readonly onEdit: (text: string) => void;
}

/** A number as text: a number input would swallow what it cannot read instead of showing it. */
export function NumberInput({ name, field, onEdit }: NumberInputProps) {
  return (
    <input
      id={`mp-${name}`}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      value={field.text}
      aria-invalid={field.origin === 'invalid'}
      aria-describedby={`mp-${name}-origin`}
      onChange={(event) => onEdit(event.target.value)}
      className="mp-focus border-input text-foreground bg-background hover:bg-primary/10 h-7 w-full rounded border px-2 text-base"
    />
  );
}
