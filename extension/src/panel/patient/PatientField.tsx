import type { ReactNode } from 'react';
import type { Origin } from '../state/clinicalForm.js';
import type { ClinicalField } from '../state/panelState.js';
import { say } from '../words.js';

interface PatientFieldProps {
  readonly name: ClinicalField;
  readonly origin: Origin;
  readonly children: ReactNode;
}

/** Label above, control, and below it where the value comes from. */
export function PatientField({ name, origin, children }: PatientFieldProps) {
  const marked = origin === 'invalid' || origin === 'missing' || origin === 'edited';
  return (
    <div className="min-w-0">
      <label htmlFor={`mp-${name}`} className="text-muted-foreground text-sm">
        {say(`patient.${name}`)}
      </label>
      {children}
      <p
        id={`mp-${name}-origin`}
        className={`text-xs ${marked ? 'text-yellow-500' : 'text-muted-foreground'}`}
      >
        {say(`patient.origin.${origin}`)}
      </p>
    </div>
  );
}
