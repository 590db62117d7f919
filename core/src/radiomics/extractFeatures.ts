import type { Mask } from '../imaging/volume.js';
import { featureVectorNames } from './parameters/chosenFeatures.js';
import { extractRadiomics } from './extractRadiomics.js';
import type { RadiomicsOptions } from './jobs/options.js';
import type { ExtractedFeatures } from './extractedFeatures.js';
import { isIbsi, type FeatureParameters } from './parameters/featureParameters.js';
import { extractIbsi } from './ibsi/extractIbsi.js';
import { ibsiFeatureNames } from './ibsi/ibsiNames.js';
import type { RadiomicsImage } from './roi/image.js';

/**
 * Features of a ROI under the profile that its parameters are of: as PyRadiomics computes them, or as
 * IBSI defines them.
 *
 * @throws as `extractRadiomics` and `extractIbsi` do
 */
export function extractFeatures(
  image: RadiomicsImage,
  mask: Mask,
  parameters: FeatureParameters,
  options: RadiomicsOptions = {},
): ExtractedFeatures {
  return isIbsi(parameters)
    ? extractIbsi(image, mask, parameters, options)
    : extractRadiomics(image, mask, parameters, options);
}

/**
 * Names of the features that {@link extractFeatures} gives, in its order, whatever the image.
 *
 * @throws `invalid-parameters`
 */
export function featureNamesOf(parameters: FeatureParameters): string[] {
  return isIbsi(parameters)
    ? ibsiFeatureNames(parameters.setting.textures)
    : featureVectorNames(parameters);
}
