import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  MutationPredictionError,
  RADIOMICS_PRESETS,
  readParameterFile,
  type RadiomicsParameters,
  type RadiomicsPreset,
} from '@mutation-prediction/core';
import type { CaseRequest } from '../radiomics-cases/extractCase.js';
import type { RadiomicsOptions } from './radiomicsCommand.js';

/** What the options ask of each case. */
export async function radiomicsRequest(options: RadiomicsOptions): Promise<CaseRequest> {
  const { series, component, segment = options.label } = options;
  const parameters = options.params
    ? await openParameterFile(options.params)
    : RADIOMICS_PRESETS[Number(options.preset) as RadiomicsPreset];
  return {
    parameters,
    ...(segment !== undefined && { segment }),
    ...(component !== undefined && { component }),
    ...(series !== undefined && { series }),
    ...(options.roi === 'ring' && { ringWidthMm: options.ringWidth }),
  };
}

async function openParameterFile(file: string): Promise<RadiomicsParameters> {
  let yaml: string;
  try {
    yaml = await readFile(file, 'utf8');
  } catch (cause) {
    throw new MutationPredictionError(
      'invalid-parameters',
      `The parameter file ${file} cannot be read.`,
      'Check the path.',
      { cause },
    );
  }
  return readParameterFile(yaml, path.basename(file));
}
