import type {
  FeatureParameters,
  IbsiDiscretisation,
  IbsiSettings,
  RadiomicsParameters,
  Vector3,
} from '@mutation-prediction/core';
import { ibsiConfigurationOf, isIbsi } from '@mutation-prediction/core';
import type { LesionFeatures } from '../state/featuresState.js';
import { formatNumber } from '../format.js';
import { say } from '../words.js';

/** How the image is processed, in sentences: others must use the same. */
export function processingWords(parameters: FeatureParameters): string[] {
  return isIbsi(parameters) ? ibsiWords(parameters.setting) : pyradiomicsWords(parameters);
}

function pyradiomicsWords({ setting, imageType }: RadiomicsParameters): string[] {
  const { binWidth = 0, padDistance = 0 } = setting;
  const filters = Object.keys(imageType).some((type) => type !== 'Original');
  return [
    say('features.settings.bins', { width: binWidth }),
    ...(filters ? [say('features.settings.pad', { pad: padDistance })] : []),
  ];
}

function ibsiWords(setting: IbsiSettings): string[] {
  const { spacingMm, interpolation, resegmentRange, outlierSigma, textures } = setting;
  const configuration = ibsiConfigurationOf(setting) ?? '';
  const [lower, upper] = resegmentRange ?? [];
  const steps = [
    spacingMm
      ? say(`features.ibsi.${interpolation}`, { size: size(spacingMm.filter((mm) => mm > 0)) })
      : say('features.ibsi.scanned'),
    ...(lower === undefined
      ? []
      : [say('features.ibsi.range', { lower: signed(lower), upper: signed(upper ?? Infinity) })]),
    ...(outlierSigma === null ? [] : [say('features.ibsi.outliers', { sigma: outlierSigma })]),
    binWords(setting.discretisation),
    say(textures.includes('3D') ? 'features.ibsi.volume' : 'features.ibsi.slices'),
  ];
  return [say('features.ibsi.settings', { configuration, steps: steps.join(', ') })];
}

const binWords = (discretisation: IbsiDiscretisation) =>
  'binWidth' in discretisation
    ? say('features.ibsi.binWidth', { width: discretisation.binWidth })
    : say('features.ibsi.binCount', { count: discretisation.binCount });

/** Of how many voxels, how large, the values were taken. */
export function voxelWords({ parameters, spacingMm, voxelCount }: LesionFeatures): string {
  const to = resampledSpacing(parameters, spacingMm);
  const [count, from] = [voxelCount, size(spacingMm)];
  if (!to) return say('features.settings.scanned', { size: from, count });
  const how = isIbsi(parameters) ? 'interpolated' : 'resampled';
  return say(`features.settings.${how}`, { from, to: size(to), count });
}

function resampledSpacing(parameters: FeatureParameters, scanned: Vector3): Vector3 | undefined {
  if (!isIbsi(parameters)) return parameters.setting.resampledPixelSpacing ?? undefined;
  const wanted = parameters.setting.spacingMm;
  if (!wanted) return undefined;
  const along = (axis: 0 | 1 | 2) => wanted[axis] || scanned[axis];
  return [along(0), along(1), along(2)];
}

/** On one line: spaces that do not break. */
const size = (mm: readonly number[]) =>
  mm.map((edge) => formatNumber(Number(edge.toFixed(3)))).join('\u00a0×\u00a0');
const signed = (value: number) => formatNumber(value);
