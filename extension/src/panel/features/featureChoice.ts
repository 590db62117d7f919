import type {
  FeatureParameters,
  IbsiConfiguration,
  RadiomicsParameters,
  RadiomicsPreset,
} from '@mutation-prediction/core';
import { IBSI_CONFIGURATIONS, RADIOMICS_PRESETS } from '@mutation-prediction/core';

/** A set of PyRadiomics' by its size, or the features that IBSI defines. */
export type FeatureSet = RadiomicsPreset | 'ibsi';

/** What the user chooses of an extraction; everything else is fixed, and said. */
export interface FeatureChoice {
  readonly set: FeatureSet;
  /** Of PyRadiomics' sets. */
  readonly voxels: 'scanned' | 'millimetre';
  /** Of IBSI's processing. */
  readonly configuration: IbsiConfiguration;
}

/** PyRadiomics' sets by their size, smallest first. */
export const PYRADIOMICS_SETS = Object.keys(RADIOMICS_PRESETS).map(Number) as RadiomicsPreset[];

export const FEATURE_SETS: readonly FeatureSet[] = [...PYRADIOMICS_SETS, 'ibsi'];

export const CONFIGURATIONS = Object.keys(IBSI_CONFIGURATIONS) as IbsiConfiguration[];

export const DEFAULT_FEATURE_CHOICE: FeatureChoice = {
  set: 107,
  voxels: 'scanned',
  configuration: 'C',
};

/** Grey level width, HU: PyRadiomics' own default. */
export const BIN_WIDTH_HU = 25;

/**
 * Voxels around the lesion that filters see. PyRadiomics filters the whole image unless it is resampled
 * or cropped first (`preCrop`); for a CT of hundreds of slices that costs gigabytes for voxels that
 * hardly matter. Ten are what its own example files take for wide LoG filters.
 */
export const PAD_VOXELS = 10;

/** What to extract, such that PyRadiomics and the command line can be given the same. */
export function parametersOf({ set, voxels, configuration }: FeatureChoice): FeatureParameters {
  if (set === 'ibsi') return { profile: 'ibsi', setting: IBSI_CONFIGURATIONS[configuration] };
  return pyradiomicsParameters(set, voxels);
}

function pyradiomicsParameters(
  set: RadiomicsPreset,
  voxels: FeatureChoice['voxels'],
): RadiomicsParameters {
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
