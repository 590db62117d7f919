import { throwIfCancelled } from '../../errors.js';
import type { Mask } from '../../imaging/volume.js';
import type { ExtractedFeatures } from '../extractedFeatures.js';
import type { RadiomicsOptions } from '../extractRadiomics.js';
import type { RadiomicsImage } from '../image.js';
import { assembleIbsi, planIbsi, runIbsiJob } from './ibsiJobs.js';
import type { IbsiParameters } from './ibsiParameters.js';

/**
 * Radiomic features as the Image Biomarker Standardisation Initiative defines them, from its image
 * processing on (reference manual, arXiv:1612.07003; docs/ibsi-compliance.md says how close they come
 * to its reference values), one job after the other on the calling thread.
 *
 * @param mask the ROI on the image's grid
 * @throws `unsuitable-roi` for a ROI that features cannot be taken of, `cancelled`
 */
export function extractIbsi(
  image: RadiomicsImage,
  mask: Mask,
  parameters: IbsiParameters,
  { signal, onProgress }: RadiomicsOptions = {},
): ExtractedFeatures {
  throwIfCancelled(signal);
  const plan = planIbsi(image, mask, parameters);
  const total = plan.jobs.length;
  onProgress?.({ done: 0, total });
  const results = plan.jobs.map((job, index) => {
    throwIfCancelled(signal);
    const features = runIbsiJob(plan, job);
    onProgress?.({ done: index + 1, total });
    return features;
  });
  return assembleIbsi(plan, results);
}
