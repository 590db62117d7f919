import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import type { CtSeries } from '../dicom/ct/ctSeries.js';
import type { PatientIdentity } from '../dicom/identity/samePatient.js';
import { patientContradictions } from '../dicom/identity/samePatient.js';
import { MutationPredictionError } from '../errors.js';
import type { CtPlace } from './chooseCt.js';

/** A CT series, and whose it is. */
export type CtOfPatient = Pick<CtSeries, 'title' | 'studyAttributes' | 'patientContradictions'>;

/** Contours, and whose they are where they say so. */
export interface ContoursOfPatient {
  /** Names them in errors, e.g. `SEG "GTV-1"`. */
  readonly name: string;
  readonly patient?: PatientIdentity | undefined;
}

export interface OnePatientOptions {
  readonly place: CtPlace;
  /** The user vouches that they belong together. */
  readonly accepted?: boolean | undefined;
}

/**
 * Whether a CT and contours on it are of one patient, as far as they say.
 *
 * @returns what they contradict each other in, where the user accepted that
 * @throws MutationPredictionError `other-patient`, which names attributes and never their values
 */
export function requireOnePatient(
  { title: ct, studyAttributes, patientContradictions: within }: CtOfPatient,
  { name: contours, patient = {} }: ContoursOfPatient,
  { place, accepted = false }: OnePatientOptions,
): Warning[] {
  const between = patientContradictions(studyAttributes, patient);
  const warnings: Warning[] = [];
  if (within.length > 0) {
    const values = { ct, attributes: within.join(', ') };
    if (!accepted) {
      throw place === 'study'
        ? new MutationPredictionError('other-patient.images', values)
        : new MutationPredictionError('other-patient.images-named', values);
    }
    warnings.push(warningOf('other-patient.images', values));
  }
  if (between.length > 0) {
    const values = { contours, ct, attributes: between.join(', ') };
    if (!accepted) {
      throw place === 'study'
        ? new MutationPredictionError('other-patient.contours', values)
        : new MutationPredictionError('other-patient.contours-named', values);
    }
    warnings.push(warningOf('other-patient.contours', values));
  }
  return warnings;
}
