/** PyRadiomics settings that change a number, by its own names. */
export interface RadiomicsSettings {
  /** Width of a grey level in image units. */
  readonly binWidth: number;
  /**
   * Lower edge of the first of the bins of `binWidth`; by default the multiple of the width at or below
   * the minimum, as in PyRadiomics.
   */
  readonly binOrigin: number | null;
  /** Number of grey levels; takes precedence over `binWidth`. */
  readonly binCount: number | null;
  readonly normalize: boolean;
  readonly normalizeScale: number;
  /** Standard deviations beyond which normalised values are clipped. */
  readonly removeOutliers: number | null;
  /** mm along i, j, k; 0 keeps an axis as it is. */
  readonly resampledPixelSpacing: readonly [number, number, number] | null;
  readonly interpolator: Interpolator | null;
  /** Voxels kept around the resampled (or pre-cropped) ROI. */
  readonly padDistance: number;
  readonly preCrop: boolean;
  readonly resegmentRange: readonly [number] | readonly [number, number] | null;
  readonly resegmentMode: 'absolute' | 'relative' | 'sigma';
  readonly resegmentShape: boolean;
  readonly minimumROIDimensions: 1 | 2 | 3;
  readonly minimumROISize: number | null;
  /** Chebyshev distances in voxels at which GLCM, GLDM and NGTDM look for neighbours. */
  readonly distances: readonly number[];
  readonly force2D: boolean;
  /** Axis that `force2D` leaves out: 0 is k, 1 is j, 2 is i. */
  readonly force2Ddimension: 0 | 1 | 2;
  readonly symmetricalGLCM: boolean;
  readonly weightingNorm: WeightingNorm | null;
  /** Difference of grey levels up to which a GLDM neighbour depends on the centre. */
  readonly gldm_a: number;
  /** Added to every value before Energy, TotalEnergy and RootMeanSquared. */
  readonly voxelArrayShift: number;
  readonly gradientUseSpacing: boolean;
}

export type Interpolator = 'sitkNearestNeighbor' | 'sitkLinear' | 'sitkBSpline';
export type WeightingNorm = 'manhattan' | 'euclidean' | 'infinity' | 'no_weighting';

export const DEFAULT_SETTINGS: RadiomicsSettings = {
  binWidth: 25,
  binOrigin: null,
  binCount: null,
  normalize: false,
  normalizeScale: 1,
  removeOutliers: null,
  resampledPixelSpacing: null,
  interpolator: 'sitkBSpline',
  padDistance: 5,
  preCrop: false,
  resegmentRange: null,
  resegmentMode: 'absolute',
  resegmentShape: false,
  minimumROIDimensions: 2,
  minimumROISize: null,
  distances: [1],
  force2D: false,
  force2Ddimension: 0,
  symmetricalGLCM: true,
  weightingNorm: null,
  gldm_a: 0,
  voxelArrayShift: 0,
  gradientUseSpacing: true,
};
