import type { FeatureClass } from '../radiomics/features/featureNames.js';
import { FEATURE_NAMES } from '../radiomics/features/featureNames.js';
import type { RadiomicsParameters } from '../radiomics/parameters/parameters.js';
import type { ImageType } from '../radiomics/parameters/parameters.js';
import { MutationPredictionError } from '../errors.js';

/** Image types by the first part of their features' names; LoG and wavelets have more behind it. */
const PREFIXES: Readonly<Record<string, ImageType>> = {
  original: 'Original',
  log: 'LoG',
  wavelet: 'Wavelet',
  square: 'Square',
  squareroot: 'SquareRoot',
  logarithm: 'Logarithm',
  exponential: 'Exponential',
  gradient: 'Gradient',
};

/**
 * The parameters without the image types and features that nobody asked for: a model reads a few of
 * hundreds.
 *
 * @param names e.g. `log-sigma-2-0-mm-3D_glcm_Idm`
 * @throws `invalid-parameters` for a name that the parameters do not give
 */
export function neededParameters(
  parameters: RadiomicsParameters,
  names: readonly string[],
): RadiomicsParameters {
  const asked = names.map((name) => {
    const [image = '', featureClass = '', feature = ''] = name.split('_');
    const imageType = PREFIXES[image.split('-')[0]!.toLowerCase()];
    if (
      !imageType ||
      !parameters.imageType[imageType] ||
      !isGiven(parameters, featureClass, feature)
    ) {
      throw new MutationPredictionError('invalid-parameters.feature-not-given', { feature: name });
    }
    return { imageType, featureClass: featureClass as FeatureClass, feature };
  });
  const imageTypes = new Set(asked.map(({ imageType }) => imageType));
  const keys = Object.keys(parameters.featureClass) as FeatureClass[];
  const classes = keys.flatMap((key) => {
    const wanted = new Set(
      asked.filter(({ featureClass }) => featureClass === key).map(({ feature }) => feature),
    );
    const inOrder = FEATURE_NAMES[key].filter((name) => wanted.has(name));
    return inOrder.length > 0 ? [[key, inOrder] as const] : [];
  });
  return {
    ...parameters,
    imageType: Object.fromEntries(
      Object.entries(parameters.imageType).filter(([type]) => imageTypes.has(type as ImageType)),
    ),
    featureClass: Object.fromEntries(classes),
  };
}

function isGiven(
  { featureClass: classes }: RadiomicsParameters,
  featureClass: string,
  feature: string,
): boolean {
  const given = classes[featureClass as FeatureClass];
  const known: readonly string[] = FEATURE_NAMES[featureClass as FeatureClass] ?? [];
  return given !== undefined && (given === 'all' ? known : given).includes(feature);
}
