import type { FeatureClass } from '../features/featureNames.js';
import { FEATURE_NAMES } from '../features/featureNames.js';
import type { PixelType } from '../roi/image.js';
import type { RadiomicsSettings } from './settings.js';

/** Settings that one image type may have of its own; the filter's own ones are here only. */
export interface ImageTypeSettings extends Partial<RadiomicsSettings> {
  /** Widths of the LoG filter, mm. */
  readonly sigma?: readonly number[];
}

export const IMAGE_TYPES = [
  'Original',
  'LoG',
  'Wavelet',
  'Square',
  'SquareRoot',
  'Logarithm',
  'Exponential',
  'Gradient',
] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** What to extract, in the three parts of a PyRadiomics parameter file. */
export interface RadiomicsParameters {
  /** In the order of the feature vector. */
  readonly imageType: Readonly<Partial<Record<ImageType, ImageTypeSettings>>>;
  /** Features of each class, in the order of the feature vector; 'all' for every one. */
  readonly featureClass: Readonly<Partial<Record<FeatureClass, readonly string[] | 'all'>>>;
  readonly setting: Partial<RadiomicsSettings>;
  /** Label that is the ROI, for programs that read label images. */
  readonly label?: number;
  /** As which type to treat the image's voxels; that of its array by default. */
  readonly inputType?: PixelType;
}

const ALL_CLASSES = {
  shape: 'all',
  firstorder: 'all',
  glcm: 'all',
  glrlm: 'all',
  glszm: 'all',
  gldm: 'all',
  ngtdm: 'all',
} as const;
const LOG = { LoG: { sigma: [1, 2, 3, 4, 5] } };
const POINT_FILTERS = { Square: {}, SquareRoot: {}, Logarithm: {}, Exponential: {} };

function preset(
  imageType: RadiomicsParameters['imageType'],
  featureClass: RadiomicsParameters['featureClass'] = ALL_CLASSES,
): RadiomicsParameters {
  return { imageType, featureClass, setting: {} };
}

/** The feature sets that papers report, by their number of features. */
export const RADIOMICS_PRESETS = {
  107: preset({ Original: {} }),
  851: preset({ Original: {}, Wavelet: {} }),
  /** Of PyRadiomics' exampleCT.yaml: no NGTDM, no GLCM SumAverage and MCC. */
  1218: preset(
    { Original: {}, ...LOG, Wavelet: {} },
    {
      shape: 'all',
      firstorder: 'all',
      glcm: FEATURE_NAMES.glcm.filter((name) => name !== 'SumAverage' && name !== 'MCC'),
      glrlm: 'all',
      glszm: 'all',
      gldm: 'all',
    },
  ),
  1316: preset({ Original: {}, ...LOG, Wavelet: {} }),
  1688: preset({ Original: {}, ...LOG, Wavelet: {}, ...POINT_FILTERS }),
  1781: preset({ Original: {}, ...LOG, Wavelet: {}, ...POINT_FILTERS, Gradient: {} }),
} as const;
export type RadiomicsPreset = keyof typeof RADIOMICS_PRESETS;
