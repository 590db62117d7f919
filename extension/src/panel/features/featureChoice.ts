import type { RadiomicsParameters, RadiomicsPreset } from '@mutation-prediction/core';
import { RADIOMICS_PRESETS } from '@mutation-prediction/core';

/** What the user chooses of an extraction; everything else is fixed, and said. */
export interface FeatureChoice {
  readonly set: RadiomicsPreset;
  readonly voxels: 'scanned' | 'millimetre';
}

/** The sets by their size, smallest first. */
export const FEATURE_SETS = Object.keys(RADIOMICS_PRESETS).map(Number) as RadiomicsPreset[];

export const DEFAULT_FEATURE_CHOICE: FeatureChoice = { set: 107, voxels: 'scanned' };

/** Grey level width, HU: PyRadiomics' own default. */
export const BIN_WIDTH_HU = 25;

/**
 * Voxels around the lesion that filters see. PyRadiomics filters the whole image unless it is resampled
 * or cropped first (`preCrop`); for a CT of hundreds of slices that costs gigabytes for voxels that
 * hardly matter. Ten are what its own example files take for wide LoG filters.
 */
export const PAD_VOXELS = 10;

/** What to extract, such that PyRadiomics and the command line can be given the same. */
export function parametersOf({ set, voxels }: FeatureChoice): RadiomicsParameters {
  return {
    ...RADIOMICS_PRESETS[set],
    setting: {
      binWidth: BIN_WIDTH_HU,
      preCrop: true,
      padDistance: PAD_VOXELS,
      ...(voxels === 'millimetre' && {
        resampledPixelSpacing: [1, 1, 1] as const,
        interpolator: 'sitkBSpline' as const,
      }),
    },
  };
}

/** A PyRadiomics parameter file; an empty list of features means all of a class. */
export function parameterFile({ setting, imageType, featureClass }: RadiomicsParameters): string {
  const part = (title: string, values: Readonly<Record<string, unknown>>): string[] => [
    `${title}:`,
    // JSON on one line is YAML too.
    ...Object.entries(values).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
  ];
  const classes = Object.entries(featureClass).map(
    ([key, names]) => [key, names === 'all' ? [] : names] as const,
  );
  return [
    ...part('setting', setting),
    ...part('imageType', imageType),
    ...part('featureClass', Object.fromEntries(classes)),
    '',
  ].join('\n');
}
