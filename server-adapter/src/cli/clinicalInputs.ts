import type { ClinicalInputs } from '@mutation-prediction/core';

type Key = keyof ClinicalInputs;
export type Origin = 'command line' | 'DICOM';

/** Clinical inputs, and where each known one comes from. */
export interface ResolvedClinical {
  readonly values: ClinicalInputs;
  readonly origins: Readonly<Partial<Record<Key, Origin>>>;
}

/** What was given on the command line wins over what the CT says. */
export function resolveClinical(given: ClinicalInputs, fromCt: ClinicalInputs): ResolvedClinical {
  const known = (inputs: ClinicalInputs, origin: Origin) =>
    Object.fromEntries(Object.keys(inputs).map((key) => [key, origin]));
  return {
    values: { ...fromCt, ...given },
    origins: { ...known(fromCt, 'DICOM'), ...known(given, 'command line') },
  };
}
