import type { Mask } from '../../imaging/volume.js';
import type { Arena } from './arena.js';
import type { ExtractedFeature, ExtractedFeatures } from '../extractedFeatures.js';
import { isIbsi, type FeatureParameters } from '../parameters/featureParameters.js';
import { assembleIbsi, planIbsi, runIbsiJob, type IbsiPlan } from '../ibsi/ibsiJobs.js';
import type { RadiomicsImage } from '../roi/image.js';
import { planRadiomics, runRadiomicsJob, type RadiomicsPlan } from './jobs.js';

/** What features of either profile are taken of: image and ROI on one grid, and which features. */
export interface FeatureInput {
  readonly image: RadiomicsImage;
  readonly mask: Mask;
  readonly parameters: FeatureParameters;
}

/** An extraction under either profile, cut into jobs. */
export type FeaturePlan = RadiomicsPlan | IbsiPlan;

/** @throws what `planRadiomics` and `planIbsi` throw */
export function planFeatures({ image, mask, parameters }: FeatureInput): FeaturePlan {
  return isIbsi(parameters)
    ? planIbsi(image, mask, parameters)
    : planRadiomics({ image, mask, parameters });
}

/**
 * @param job its place among the plan's jobs
 * @param arena to share among jobs
 * @throws what `runRadiomicsJob` throws
 */
export function runFeatureJob(
  plan: FeaturePlan,
  job: number,
  arena: Arena,
): readonly ExtractedFeature[] {
  return isIbsiPlan(plan)
    ? runIbsiJob(plan, plan.jobs[job]!, arena)
    : runRadiomicsJob(plan, plan.jobs[job]!, { arena });
}

/** @param results what each job of the plan gave, in the order of its jobs */
export function assembleFeatures(
  plan: FeaturePlan,
  results: readonly (readonly ExtractedFeature[])[],
): ExtractedFeatures {
  return isIbsiPlan(plan)
    ? assembleIbsi(plan, results)
    : { features: results.flat(), voxelCount: plan.voxelCount };
}

function isIbsiPlan(plan: FeaturePlan): plan is IbsiPlan {
  return isIbsi(plan.parameters);
}
