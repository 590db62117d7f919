import type { IbsiConfiguration } from '@mutation-prediction/core';
import type { ProgressForm } from '../terminal/cohortProgress.js';

export interface RadiomicsArguments {
  readonly ct?: string;
  readonly seg?: string;
  readonly mask?: string;
  readonly series?: string;
  readonly phase?: string;
  readonly segment?: number;
  readonly label?: number;
  readonly component?: number;
  readonly maskThreshold?: number;
  readonly profile: 'pyradiomics' | 'ibsi';
  /** Parameter file of the profile. */
  readonly params?: string;
  readonly preset: string;
  /** Of the profile ibsi. */
  readonly configuration: IbsiConfiguration;
  readonly roi: 'tumour' | 'ring';
  /** mm */
  readonly ringWidth: number;
  readonly csv?: string;
  readonly json?: true;
  readonly workers?: number;
  readonly acceptOtherPatient?: true;
  readonly progress?: ProgressForm;
  readonly force?: true;
}
