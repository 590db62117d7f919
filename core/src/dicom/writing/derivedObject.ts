import type { NaturalisedDataset } from './naturalisedDataset.js';
import type { StudyAttributes } from '../identity/studyAttributes.js';
import { newUid } from '../identity/uid.js';

/** The equipment that writes our objects (PS3.3 C.7.5). */
export const PRODUCT = {
  manufacturer: 'OHIF Mutation Prediction',
  modelName: 'OHIF Mutation Prediction',
  version: '0.1.0',
} as const;

export interface ObjectUids {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
}

/** Of an object in a series of its own. */
export const newObjectUids = (): ObjectUids => ({
  sopInstanceUid: newUid(),
  seriesInstanceUid: newUid(),
});

/** An object in the study of the images that it is made of. */
export interface DerivedObject {
  readonly sopClassUid: string;
  readonly uids: ObjectUids;
  readonly studyAttributes: StudyAttributes;
  readonly studyInstanceUid: string;
  readonly modality: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
  /** In its series; 1 unless given. */
  readonly instanceNumber?: number;
  readonly now: Date;
}

/**
 * What every such object says of itself, its patient, study, series and maker (PS3.3 C.12.1, C.7.1, C.7.2, C.7.3,
 * C.7.5).
 */
export function derivedObject(object: DerivedObject): NaturalisedDataset {
  const [date, time] = localDateAndTime(object.now);
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: object.sopClassUid,
    SOPInstanceUID: object.uids.sopInstanceUid,
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    ...patientAndStudy(object.studyAttributes),
    StudyInstanceUID: object.studyInstanceUid,

    Modality: object.modality,
    SeriesInstanceUID: object.uids.seriesInstanceUid,
    SeriesNumber: String(object.seriesNumber),
    SeriesDescription: object.seriesDescription,
    SeriesDate: date,
    SeriesTime: time,

    Manufacturer: PRODUCT.manufacturer,
    ManufacturerModelName: PRODUCT.modelName,
    SoftwareVersions: PRODUCT.version,

    InstanceNumber: String(object.instanceNumber ?? 1),
    ContentDate: date,
    ContentTime: time,
  };
}

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
