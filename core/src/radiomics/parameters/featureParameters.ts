import type { IbsiParameters } from '../ibsi/ibsiParameters.js';
import type { RadiomicsParameters } from './parameters.js';

/** What to extract, under either profile. */
export type FeatureParameters = RadiomicsParameters | IbsiParameters;

export function isIbsi(parameters: FeatureParameters): parameters is IbsiParameters {
  return 'profile' in parameters;
}
