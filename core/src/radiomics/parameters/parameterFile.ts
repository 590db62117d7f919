import { parse } from 'yaml';
import type { RadiomicsParameters } from './parameters.js';
import { radiomicsParameters } from './parameterSchema.js';
import { notYaml } from './invalidParameters.js';

/**
 * Reads a PyRadiomics parameter file; see `radiomicsParameters`.
 *
 * @param name names the file in errors
 * @throws `invalid-parameters`
 */
export function readParameterFile(yaml: string, name: string): RadiomicsParameters {
  return radiomicsParameters(parsed(yaml, name) ?? {}, name);
}

function parsed(yaml: string, name: string): unknown {
  try {
    return parse(yaml, { version: '1.1' });
  } catch (cause) {
    throw notYaml(name, cause);
  }
}
