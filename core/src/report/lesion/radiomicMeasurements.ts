import type { ExtractedFeature } from '../../radiomics/extractedFeatures.js';
import type { FeatureClass } from '../../radiomics/features/featureNames.js';
import { featureNameParts } from '../../radiomics/features/featureNames.js';
import { isIbsi, type FeatureParameters } from '../../radiomics/parameters/featureParameters.js';
import { ibsiTerm } from '../../radiomics/ibsi/ibsiTerms.js';
import { ibsiEquivalent } from '../../radiomics/ibsi/ibsiEquivalent.js';
import type { RadiomicsParameters } from '../../radiomics/parameters/parameters.js';
import type { RadiomicsSettings } from '../../radiomics/parameters/settings.js';
import { DEFAULT_SETTINGS } from '../../radiomics/parameters/settings.js';
import { ibsiMeasurement, ibsiMeasurements } from './ibsiMeasurements.js';
import type { RadiomicMeasurement } from '../reportedLesion.js';

/** How texture matrices become one value, by IBSI's codes: mean of 13 directions, or one 3D matrix. */
const AGGREGATION: Readonly<Partial<Record<FeatureClass, string>>> = {
  glcm: 'ITBB',
  glrlm: 'ITBB',
  glszm: 'KOBO',
  gldm: 'KOBO',
  ngtdm: 'KOBO',
};

/**
 * Features as a report can hold them: those of the unfiltered CT that IBSI has a code for and that the
 * settings leave as IBSI defines them, where they have a value. Under the profile `ibsi` those are all
 * with a value.
 *
 * @param parameters that the features were extracted with
 */
export function radiomicMeasurements(
  features: readonly ExtractedFeature[],
  parameters: FeatureParameters,
): RadiomicMeasurement[] {
  return isIbsi(parameters)
    ? ibsiMeasurements(features, parameters)
    : pyradiomicsMeasurements(features, parameters);
}

function pyradiomicsMeasurements(
  features: readonly ExtractedFeature[],
  parameters: RadiomicsParameters,
): RadiomicMeasurement[] {
  const given = { ...parameters.setting, ...parameters.imageType.Original };
  const settings = { ...DEFAULT_SETTINGS, ...given };
  const described = describe(given, settings);
  return features.flatMap(({ name, value }) => {
    const { imageType, featureClass, feature } = featureNameParts(name);
    const ibsi = ibsiEquivalent(featureClass, feature);
    if (imageType !== 'original' || !ibsi || !Number.isFinite(value)) return [];
    if (!isAsDefined(featureClass, feature, settings)) return [];
    const aggregation = AGGREGATION[featureClass];
    return ibsiMeasurement({
      feature: name,
      term: ibsiTerm(ibsi),
      value,
      settings: aggregation ? [`aggregation=${aggregation}`, ...described] : described,
    });
  });
}

/** Settings that make another feature of one, or another unit of HU, under the same name. */
function isAsDefined(
  featureClass: FeatureClass,
  feature: string,
  settings: RadiomicsSettings,
): boolean {
  const { distances, force2D, gldm_a, normalize, symmetricalGLCM, voxelArrayShift } = settings;
  if (featureClass === 'shape') return true;
  if (featureClass === 'firstorder') {
    const isShifted = feature === 'Energy' || feature === 'RootMeanSquared';
    return !normalize && (voxelArrayShift === 0 || !isShifted);
  }
  const isNearest = distances.length === 1 && distances[0] === 1;
  return (
    isNearest &&
    !force2D &&
    settings.weightingNorm === null &&
    (featureClass !== 'glcm' || symmetricalGLCM) &&
    (featureClass !== 'gldm' || gldm_a === 0)
  );
}

/** The bins always, and what is not as by default. */
function describe(given: object, settings: RadiomicsSettings): string[] {
  const bins = settings.binCount === null ? 'binWidth' : 'binCount';
  const keys = Object.keys(settings) as (keyof RadiomicsSettings)[];
  return keys
    .filter(
      (key) => key === bins || (key in given && differs(settings[key], DEFAULT_SETTINGS[key])),
    )
    .map((key) => `${key}=${String(settings[key])}`);
}

const differs = (a: unknown, b: unknown): boolean => String(a) !== String(b);
