import type { Warning } from '../contract/warning.js';
import type { CtSeries } from '../dicom/ct/ctSeries.js';
import {
  contradictionBetween,
  contradictionWithin,
  otherPatient,
} from '../dicom/identity/otherPatient.js';
import type { PatientIdentity } from '../dicom/identity/samePatient.js';
import { patientContradictions } from '../dicom/identity/samePatient.js';

/** A CT series, and whose it is. */
export type CtOfPatient = Pick<CtSeries, 'title' | 'studyAttributes' | 'patientContradictions'>;

/** Contours, and whose they are where they say so. */
export interface ContoursOfPatient {
  /** Names them in errors, e.g. `SEG "GTV-1"`. */
  readonly name: string;
  readonly patient?: PatientIdentity | undefined;
}

export interface OnePatientOptions {
  /** The user vouches that they belong together. */
  readonly accepted?: boolean | undefined;
  /** What a user can do about a contradiction. */
  readonly advice: string;
}

/**
 * Whether a CT and contours on it are of one patient, as far as they say.
 *
 * @returns what they contradict each other in, where the user accepted that
 * @throws MutationPredictionError `other-patient`, which names attributes and never their values
 */
export function requireOnePatient(
  ct: CtOfPatient,
  { name, patient = {} }: ContoursOfPatient,
  { accepted = false, advice }: OnePatientOptions,
): Warning[] {
  const within = ct.patientContradictions;
  const between = patientContradictions(ct.studyAttributes, patient);
  const contradictions = [
    ...(within.length > 0 ? [contradictionWithin(within, ct.title)] : []),
    ...(between.length > 0 ? [contradictionBetween(between, name, ct.title)] : []),
  ];
  const [first] = contradictions;
  if (first && !accepted) throw otherPatient(first, advice);
  return contradictions.map((contradiction) => ({
    code: 'other-patient',
    message: `${contradiction}; the user vouched that they are of one patient.`,
  }));
}
