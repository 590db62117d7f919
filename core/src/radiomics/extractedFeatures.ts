/** A feature of either profile. */
export interface ExtractedFeature {
  /** PyRadiomics' name, or IBSI's, e.g. `cm_joint_max_3D_avg`. */
  readonly name: string;
  /** NaN where it cannot be computed. */
  readonly value: number;
  /** Why there is no value, in a sentence. */
  readonly reason?: string;
}

/** A feature vector. */
export interface ExtractedFeatures {
  readonly features: readonly ExtractedFeature[];
  /** Voxels of the ROI after interpolation and re-segmentation. */
  readonly voxelCount: number;
}
