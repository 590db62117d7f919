import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  IBSI_CONFIGURATIONS,
  isIbsi,
  MutationPredictionError,
  RADIOMICS_PRESETS,
  readIbsiParameterFile,
  readParameterFile,
  type FeatureParameters,
  type RadiomicsPreset,
} from '@mutation-prediction/core';
import type { CaseRequest } from '@mutation-prediction/server-adapter/radiomics-cases';
import type { RadiomicsArguments } from './radiomicsArguments.js';

/** What the options ask of each case. */
export async function radiomicsRequest(options: RadiomicsArguments): Promise<CaseRequest> {
  const { series, phase, component, maskThreshold, segment = options.label } = options;
  const parameters = await parametersOf(options);
  const label = isIbsi(parameters) ? undefined : parameters.label;
  return {
    parameters,
    ...(label !== undefined && { label }),
    ...(segment !== undefined && { segment }),
    ...(component !== undefined && { component }),
    ...(phase !== undefined && { phase }),
    ...(maskThreshold !== undefined && { maskThreshold }),
    ...(series !== undefined && { series }),
    ...(options.acceptOtherPatient && { acceptOtherPatient: true }),
    ...(options.roi === 'ring' && { ringWidthMm: options.ringWidth }),
  };
}

async function parametersOf(options: RadiomicsArguments): Promise<FeatureParameters> {
  const { params, preset, profile } = options;
  if (profile === 'ibsi') {
    return params
      ? readIbsiParameterFile(await fileText(params), path.basename(params))
      : { profile, setting: IBSI_CONFIGURATIONS[options.configuration] };
  }
  return params
    ? readParameterFile(await fileText(params), path.basename(params))
    : RADIOMICS_PRESETS[Number(preset) as RadiomicsPreset];
}

async function fileText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new MutationPredictionError('invalid-parameters.unreadable-file', { file }, { cause });
  }
}
