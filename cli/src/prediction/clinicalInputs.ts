import type { ClinicalInputs } from '@mutation-prediction/core';

type Key = keyof ClinicalInputs;
export type ValueOrigin = 'command line' | 'DICOM' | 'report';

/** Clinical inputs, and where each known one comes from. */
export interface ResolvedClinical {
  readonly values: ClinicalInputs;
  readonly origins: Readonly<Partial<Record<Key, ValueOrigin>>>;
}

/** Says of each known input that it comes from `origin`. */
export function originsOf(
  inputs: ClinicalInputs,
  origin: ValueOrigin,
): ResolvedClinical['origins'] {
  return Object.fromEntries(Object.keys(inputs).map((key) => [key, origin]));
}

/** What was given on the command line wins over what the CT says. */
export function resolveClinical(given: ClinicalInputs, fromCt: ClinicalInputs): ResolvedClinical {
  return {
    values: { ...fromCt, ...given },
    origins: { ...originsOf(fromCt, 'DICOM'), ...originsOf(given, 'command line') },
  };
}
