import { throwIfCancelled } from '../errors.js';
import type { Mask } from '../imaging/volume.js';
import { Arena } from './jobs/arena.js';
import type { RadiomicsImage } from './roi/image.js';
import type { RadiomicsResult } from './jobs/jobs.js';
import { assembleRadiomics, planRadiomics, runRadiomicsJob } from './jobs/jobs.js';
import type { RadiomicsOptions } from './jobs/options.js';
import type { RadiomicsParameters } from './parameters/parameters.js';
import { runJobs } from './jobs/runJobs.js';

/**
 * Radiomic features with the values, names and order of PyRadiomics 3.0.1 (docs/radiomics.md says to
 * what accuracy), one job after the other on the calling thread.
 *
 * @param image a CT `Volume`, or any image of voxels
 * @param mask the ROI on the image's grid
 * @throws `unsuitable-roi` for a ROI that features cannot be taken of, `invalid-parameters`,
 *   `cancelled`
 */
export function extractRadiomics(
  image: RadiomicsImage,
  mask: Mask,
  parameters: RadiomicsParameters,
  options: RadiomicsOptions = {},
): RadiomicsResult {
  const { signal } = options;
  throwIfCancelled(signal);
  const plan = planRadiomics({ image, mask, parameters });
  const shared = { arena: new Arena(), ...(signal && { signal }) };
  const results = runJobs(plan.jobs, (job) => runRadiomicsJob(plan, job, shared), options);
  return assembleRadiomics(plan, results);
}
