import type { ClinicalInputs, PlainError } from '@mutation-prediction/core';

/** A segmentation and the CT files among which its CT is; plain data. */
export interface CohortCase {
  /** Unlike all others of its cohort: the segmentation's place in the folder, or the manifest's name. */
  readonly id: string;
  /** The DICOM files of the CT series it may belong to, or one NIfTI file; absolute. */
  readonly ct: readonly string[];
  /** SEG, RTSTRUCT, or NIfTI label image; absolute. */
  readonly seg: string;
  /** CT series, where several fit. */
  readonly series?: string;
  /** What the manifest says; nothing says which lesion where absent: all are meant. */
  readonly segment?: number;
  readonly component?: number;
  /** Empty for files without it. */
  readonly patientId: string;
  /** What the manifest says of the patient. */
  readonly clinical: ClinicalInputs;
  /** Where its objects are; retrieved when its turn comes, and `ct` and `seg` are empty until then. */
  readonly pacs?: PacsCase;
  /** SHA-256 over what is in the CT series and the segmentation, wherever they lie. */
  readonly content: string;
}

/** Where a case's objects are in a PACS. */
export interface PacsCase {
  readonly studyInstanceUid: string;
  readonly segmentation: { readonly seriesInstanceUid: string; readonly sopInstanceUid: string };
  /** The study's CT series. */
  readonly ctSeries: readonly { readonly seriesInstanceUid: string; readonly instances: number }[];
}

/** Something that should be a case and is none, and why. */
export interface RefusedCase {
  readonly id: string;
  readonly error: PlainError;
}

export interface Cohort {
  readonly cases: readonly CohortCase[];
  readonly refused: readonly RefusedCase[];
}
