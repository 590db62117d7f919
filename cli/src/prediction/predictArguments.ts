import type { NoduleChoice } from '@mutation-prediction/server-adapter/case';
import type { LesionOptions } from '../case/caseOptions.js';
import type { ProgressForm } from '../terminal/cohortProgress.js';
import type { ClinicalOptions } from './clinicalOptions.js';
import type { ModelServerOptions } from './modelServerOptions.js';

/** What `predict` takes for one case and for a cohort. */
interface CommonArguments extends ClinicalOptions, ModelServerOptions {
  readonly models?: string;
  /** Figures also where a check withholds them. */
  readonly showWithheld?: true;
  readonly trustedKeys?: string;
  /** PDF to print, of a cohort the folder of them; with a report also as a DICOM object beside it. */
  readonly pdf?: string;
  /** Folder for pictures and Parametric Maps of where the network looked. */
  readonly explain?: string;
  readonly force?: true;
}

/** `predict` of one case. */
export type PredictArguments = OneCaseArguments & (LesionOptions | NoduleOptions);

/** A point of a nodule instead of a segmentation. */
export interface NoduleOptions extends NoduleChoice {
  readonly ct: string;
}

export interface OneCaseArguments extends CommonArguments {
  readonly model: string;
  /** Every segment is a lesion. */
  readonly all?: true;
  readonly report?: string;
  readonly json?: true;
  readonly contributions?: true;
}

/** `predict` of a cohort. */
export interface PredictCasesArguments extends CommonArguments {
  readonly model: readonly string[];
  readonly csv: string;
  readonly reports?: string;
  /** DICOMweb service that the cases are taken from, and which of its studies. */
  readonly dicomweb?: string;
  readonly query?: string;
  /** DICOMweb service that the reports are stored in. */
  readonly stow?: string;
  readonly tokenFile?: string;
  /** Table of clinical values. */
  readonly clinical?: string;
  readonly segment?: number;
  readonly segmentName?: string;
  readonly component?: number;
  readonly maskThreshold?: number;
  readonly phase?: string;
  readonly acceptOtherPatient?: boolean;
  readonly workers?: number;
  /** Queue whose workers run the cases, and what they call the place of the cases. */
  readonly queue?: string;
  readonly source?: string;
  readonly priority?: number;
  readonly progress?: ProgressForm;
}
