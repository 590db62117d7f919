import { MutationPredictionError } from '../../errors.js';
import type { PatientAttribute } from './samePatient.js';

/**
 * In what two objects contradict each other, e.g. `PatientID and PatientName of SEG.dcm contradict those
 * of CT series 3`: attributes, and never their values.
 */
export function contradictionBetween(
  attributes: readonly PatientAttribute[],
  object: string,
  other: string,
): string {
  const [verb, theirs] = attributes.length > 1 ? ['contradict', 'those'] : ['contradicts', 'that'];
  return `${listed(attributes)} of ${object} ${verb} ${theirs} of ${other}`;
}

/** The same of one object's files, e.g. `The files of CT series 3 contradict each other in PatientID`. */
export function contradictionWithin(
  attributes: readonly PatientAttribute[],
  object: string,
): string {
  return `The files of ${object} contradict each other in ${listed(attributes)}`;
}

/** @param contradiction as the functions above say it */
export function otherPatient(contradiction: string, advice: string): MutationPredictionError {
  return new MutationPredictionError(
    'other-patient',
    `${contradiction}: they may be of different patients.`,
    advice,
  );
}

function listed(attributes: readonly string[]): string {
  const [last, ...others] = [...attributes].reverse();
  return others.length > 0 ? `${others.reverse().join(', ')} and ${last}` : `${last}`;
}
