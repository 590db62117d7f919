import type { IndexBox } from '../../imaging/grid.js';
import { gradientMagnitude } from './gradient.js';
import type { ScalarImage, StoredImage } from '../roi/image.js';
import { cropImage } from '../roi/image.js';
import { canFilterLog, laplacianOfGaussian } from './laplacianOfGaussian.js';
import type { ImageType, RadiomicsParameters } from '../parameters/parameters.js';
import { pointFiltered } from './pointFilters.js';
import type { RadiomicsSettings } from '../parameters/settings.js';
import { DEFAULT_SETTINGS } from '../parameters/settings.js';
import { waveletBand, waveletBands } from './wavelet.js';
import { MutationPredictionError } from '../../errors.js';

/** One image to take features of, made when asked for. */
export interface ImageFilter {
  /** The first part of its features' names. */
  readonly name: string;
  readonly settings: RadiomicsSettings;
  /**
   * @param box the voxels to make, with the values that they have in the whole filtered image
   * @returns the box; undefined where the image is too small for the filter
   */
  filter(image: StoredImage, box: IndexBox): ScalarImage | undefined;
}

/** @throws `invalid-parameters` for filters that cannot be */
export function imageFilters({ imageType, setting }: RadiomicsParameters): ImageFilter[] {
  return Object.entries(imageType).flatMap(([type, { sigma = [], ...own }]) => {
    const settings = { ...DEFAULT_SETTINGS, ...setting, ...own };
    return filtersOf(type as ImageType, sigma, settings).map((filter) => ({ ...filter, settings }));
  });
}

/** The axes that `force2D` leaves, by the dimension (0 is k) that it leaves out. */
const IN_PLANE = { 0: [0, 1], 1: [0, 2], 2: [1, 2] } as const;

function filtersOf(
  type: ImageType,
  sigmas: readonly number[],
  { force2D, force2Ddimension, gradientUseSpacing }: RadiomicsSettings,
): Omit<ImageFilter, 'settings'>[] {
  switch (type) {
    case 'Original':
      return [{ name: 'original', filter: cropImage }];
    case 'LoG':
      return sigmas.map((sigma) => ({
        name: `log-sigma-${sigmaText(sigma)}-mm-3D`,
        filter: (image, box) =>
          canFilterLog(image, sigma) ? laplacianOfGaussian(image, sigma, box) : undefined,
      }));
    case 'Wavelet':
      return waveletBands(force2D ? IN_PLANE[force2Ddimension] : [0, 1, 2]).map((band) => ({
        name: `wavelet-${band.name}`,
        filter: (image, box) => waveletBand(image, band, box),
      }));
    case 'Gradient':
      return [
        {
          name: 'gradient',
          filter: (image, box) => gradientMagnitude(image, gradientUseSpacing, box),
        },
      ];
    default:
      return [
        { name: type.toLowerCase(), filter: (image, box) => pointFiltered(image, type, box) },
      ];
  }
}

/** As Python writes a float. */
function sigmaText(sigma: number): string {
  if (!(sigma > 0)) throw new MutationPredictionError('invalid-parameters.log-width', { sigma });
  return (Number.isInteger(sigma) ? sigma.toFixed(1) : String(sigma)).replace('.', '-');
}
