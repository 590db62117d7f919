import { throwIfCancelled } from '../../errors.js';
import type { Mask } from '../../imaging/volume.js';
import { Arena } from '../jobs/arena.js';
import type { ExtractedFeatures } from '../extractedFeatures.js';
import type { RadiomicsOptions } from '../jobs/options.js';
import type { RadiomicsImage } from '../roi/image.js';
import { runJobs } from '../jobs/runJobs.js';
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
  options: RadiomicsOptions = {},
): ExtractedFeatures {
  throwIfCancelled(options.signal);
  const plan = planIbsi(image, mask, parameters);
  const arena = new Arena();
  const results = runJobs(plan.jobs, (job) => runIbsiJob(plan, job, arena), options);
  return assembleIbsi(plan, results);
}
