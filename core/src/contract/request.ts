import type { Acquisition, SeriesIdentity } from '../imaging/ctImage.js';
import type { SliceWindows } from '../imaging/huWindow.js';
import type { Mask, Volume } from '../imaging/volume.js';
import type { ClinicalInputs } from './clinical.js';
import type { Lesion, SegmentationReference } from './prediction.js';
import type { RegionDescriptor } from './regionDescriptor.js';
import type { SegmentCodes } from './segmentCodes.js';
import type { Warning } from './warning.js';

/**
 * Everything one prediction needs and nothing more: plain data that crosses a worker or a network
 * boundary. Made by `preparePrediction`, which reads only the CT slices around the lesion.
 */
export interface PredictionRequest {
  /** CT around the lesion: what the model's inputs are made of; no voxel where none looks at it. */
  readonly region: Volume;
  /** The lesion on the region's grid (cropped; `lesion` was measured before cropping). */
  readonly regionMask: Mask;
  readonly lesion: Lesion;
  readonly image?: SeriesIdentity;
  readonly acquisition: Acquisition;
  /** That the CT's images propose, of each slice k of the region; absent where none does. */
  readonly windows?: SliceWindows;
  readonly segmentation: SegmentationReference;
  /** What the segment is said to be. */
  readonly segmentCodes: SegmentCodes;
  /**
   * The CT in and around the lesion in numbers: measured where the whole lesion is at hand, for whoever
   * predicts may be sent less. Absent for a model that does not look at the image.
   */
  readonly descriptor?: RegionDescriptor;
  /** The user wants the model's figures even where a check withholds them. */
  readonly showWithheld?: true;
  readonly clinical: ClinicalInputs;
  /** Found while reading the inputs, e.g. a segmentation resampled to the CT grid. */
  readonly inputWarnings: readonly Warning[];
}
