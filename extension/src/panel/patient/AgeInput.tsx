import type { FormField } from '../state/clinicalForm.js';

interface AgeInputProps {
  readonly field: FormField;
  readonly onEdit: (text: string) => void;
}

/** Years as text: a number input would swallow what it cannot read instead of showing it. */
export function AgeInput({ field, onEdit }: AgeInputProps) {
  return (
    <input
      id="mp-age"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      value={field.text}
      aria-invalid={field.origin === 'invalid'}
      aria-describedby="mp-age-origin"
      onChange={(event) => onEdit(event.target.value)}
      className="border-input text-foreground bg-background hover:bg-primary/10 focus-visible:ring-ring h-7 w-full rounded border px-2 text-base focus-visible:outline-none focus-visible:ring-1"
    />
  );
}
