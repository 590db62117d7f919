import type { StudyAttributes } from './studyAttributes.js';

/** What identifies a patient (PS3.3 C.7.1.1). */
export type PatientIdentity = Pick<
  StudyAttributes,
  'PatientID' | 'IssuerOfPatientID' | 'PatientName' | 'PatientBirthDate'
>;

/**
 * In what two objects contradict each other as to whose they are; of one patient where there is nothing.
 * An ID is required. Archives add issuers on the way, so that one without does not contradict; a name or
 * birth date that only one has does: it cannot be told that they are the same.
 */
export function patientDifferences(
  a: PatientIdentity,
  b: PatientIdentity,
): (keyof PatientIdentity)[] {
  const differences: (keyof PatientIdentity)[] = [];
  const differs = (key: keyof PatientIdentity) => plain(a[key]) !== plain(b[key]);
  if (!plain(a.PatientID) || differs('PatientID')) differences.push('PatientID');
  const [issuer, other] = [plain(a.IssuerOfPatientID), plain(b.IssuerOfPatientID)];
  if (issuer && other && issuer !== other) differences.push('IssuerOfPatientID');
  if (plainName(a.PatientName) !== plainName(b.PatientName)) differences.push('PatientName');
  if (differs('PatientBirthDate')) differences.push('PatientBirthDate');
  return differences;
}

const plain = (value: string | undefined): string => value?.trim() ?? '';

/** Case and empty components at the end of a group mean nothing (PS3.5 §6.2.1.1). */
function plainName(name: string | undefined): string {
  const groups = plain(name).split('=');
  return groups
    .map((group) => group.replace(/[\^\s]+$/, '').toUpperCase())
    .join('=')
    .replace(/=+$/, '');
}
