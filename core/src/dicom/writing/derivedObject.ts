import type { NaturalisedDataset } from './naturalisedDataset.js';
import type { StudyAttributes } from '../identity/studyAttributes.js';

/** The equipment that writes our objects (PS3.3 C.7.5). */
export const PRODUCT = {
  manufacturer: 'OHIF Mutation Prediction',
  modelName: 'OHIF Mutation Prediction',
  version: '0.1.0',
} as const;

/**
 * Patient and study modules of an object derived from images. Type 2 attributes that are unknown are
 * written empty; type 3 ones are left out.
 */
export function patientAndStudy(study: StudyAttributes): NaturalisedDataset {
  const method = study.DeidentificationMethod;
  return {
    PatientName: study.PatientName ?? '',
    PatientID: study.PatientID ?? '',
    IssuerOfPatientID: study.IssuerOfPatientID,
    PatientBirthDate: study.PatientBirthDate ?? '',
    PatientSex: study.PatientSex ?? '',
    PatientAge: study.PatientAge,
    PatientIdentityRemoved: study.PatientIdentityRemoved,
    // Required with PatientIdentityRemoved; sources may give the method as codes only.
    DeidentificationMethod:
      method ?? (study.PatientIdentityRemoved === 'YES' ? 'As the source images' : undefined),
    StudyDate: study.StudyDate ?? '',
    StudyTime: study.StudyTime ?? '',
    StudyID: study.StudyID ?? '',
    StudyDescription: study.StudyDescription,
    AccessionNumber: study.AccessionNumber ?? '',
    ReferringPhysicianName: study.ReferringPhysicianName ?? '',
  };
}

/**
 * DA and TM of this place, as PACS users read them. No Timezone Offset is written: it would also
 * apply to the study's date and time, whose zone is not known.
 */
export function localDateAndTime(now: Date): [date: string, time: string] {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  return [local.slice(0, 10).replace(/-/g, ''), local.slice(11, 23).replace(/:/g, '')];
}
