import type { ClinicalInputs } from '../../contract/clinical.js';
import { sexSchema } from '../../contract/clinical.js';
import type { DicomAttributes } from '../reading/attributes.js';

/** Years per unit of an age string (PS3.5 §6.2, AS). */
const YEARS_PER_UNIT: Readonly<Record<string, number>> = {
  Y: 1,
  M: 1 / 12,
  W: 7 / 365.25,
  D: 1 / 365.25,
};

/**
 * Age and sex as the images state them. The age comes from PatientAge alone: dates of de-identified
 * data are shifted, sometimes each by another amount.
 */
export function readPatient(attributes: DicomAttributes): Pick<ClinicalInputs, 'ageYears' | 'sex'> {
  return patientFrom(attributes.ascii('PatientAge'), attributes.ascii('PatientSex'));
}

/** As `readPatient`, from the values of PatientAge (AS) and PatientSex (CS). */
export function patientFrom(
  patientAge: string | undefined,
  patientSex: string | undefined,
): Pick<ClinicalInputs, 'ageYears' | 'sex'> {
  const age = /^(\d{3})([YMWD])$/.exec(patientAge ?? '');
  const ageYears = age ? Number(age[1]) * YEARS_PER_UNIT[age[2]!]! : undefined;
  const sex = sexSchema.safeParse(patientSex).data;
  return {
    ...(ageYears !== undefined && ageYears <= 130 && { ageYears }),
    ...(sex && { sex }),
  };
}
