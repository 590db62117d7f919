import type { DicomAttributes } from '../reading/attributes.js';

/**
 * Patient and study attributes that every object derived from a CT copies unchanged, so that it is
 * filed under the same patient and study. Keys are DICOM keywords, values are strings as in the
 * file (text already decoded to Unicode); an attribute that is absent or empty there is absent here.
 */
export interface StudyAttributes {
  readonly PatientName?: string;
  readonly PatientID?: string;
  readonly IssuerOfPatientID?: string;
  readonly PatientBirthDate?: string;
  readonly PatientSex?: string;
  readonly PatientAge?: string;
  readonly PatientIdentityRemoved?: string;
  readonly DeidentificationMethod?: string;
  readonly StudyInstanceUID?: string;
  readonly StudyDate?: string;
  readonly StudyTime?: string;
  readonly StudyID?: string;
  readonly StudyDescription?: string;
  readonly AccessionNumber?: string;
  readonly ReferringPhysicianName?: string;
}

const KEYWORDS = [
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'PatientBirthDate',
  'PatientSex',
  'PatientAge',
  'PatientIdentityRemoved',
  'DeidentificationMethod',
  'StudyInstanceUID',
  'StudyDate',
  'StudyTime',
  'StudyID',
  'StudyDescription',
  'AccessionNumber',
  'ReferringPhysicianName',
] as const satisfies readonly (keyof StudyAttributes)[];

/** Reads the attributes from any composite object of the study. */
export function readStudyAttributes(attributes: DicomAttributes): StudyAttributes {
  return collectStudyAttributes((keyword) => attributes.text(keyword));
}

/** As {@link readStudyAttributes}, from whatever knows the values. */
export function collectStudyAttributes(
  valueOf: (keyword: keyof StudyAttributes) => string | undefined,
): StudyAttributes {
  const study: { -readonly [K in keyof StudyAttributes]: StudyAttributes[K] } = {};
  for (const keyword of KEYWORDS) {
    const value = valueOf(keyword);
    if (value !== undefined) study[keyword] = value;
  }
  return study;
}
