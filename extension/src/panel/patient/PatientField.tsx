import type { ClinicalName } from '@mutation-prediction/core';
import type { ReactNode } from 'react';
import type { FieldOrigin } from '../state/clinicalForm.js';
import { say } from '../words.js';

interface PatientFieldProps {
  readonly name: ClinicalName;
  readonly origin: FieldOrigin;
  readonly children: ReactNode;
}

/** Least and most that a number may be. */
const RANGES: Readonly<Partial<Record<ClinicalName, Readonly<Record<string, number>>>>> = {
  age: { least: 0, most: 130 },
  height: { least: 30, most: 250 },
  weight: { least: 1, most: 500 },
};

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
        {origin === 'invalid'
          ? say('patient.origin.invalid', RANGES[name])
          : say(`patient.origin.${origin}`)}
      </p>
    </div>
  );
}
