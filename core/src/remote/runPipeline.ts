import { MutationPredictionError } from '../errors.js';
import type { PredictionModel, RunOptions } from '../prediction/runModel.js';
import { runModel } from '../prediction/runModel.js';
import { decodePipelineRequest } from './pipelineRequest.js';
import { encodePipelineResult } from './pipelineResult.js';
import {
  activationMapsOutput,
  CONTRIBUTIONS_OUTPUT,
  PREDICTION_OUTPUT,
  pipelineOutputs,
} from './pipelineTensors.js';
import type { PipelineTensor, WireTensor } from './wireTensor.js';

/** What a pipeline is asked: an inference request of the Open Inference Protocol. */
export interface PipelineCall {
  readonly inputs: readonly WireTensor[];
  /** `prediction` alone where none is named; views, maps and contributions come on request. */
  readonly outputs?: readonly string[];
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
}

/** Parameter of a call: the digest of the model that its inputs were made for. */
export const MODEL_DIGEST = 'model_digest';

/**
 * Answers a call, where the network is: its tensors, the network, what the outputs say.
 *
 * @throws `invalid-request` for what is no request to this model; `model-changed` where it was made for
 *   another version; as `runModel`
 */
export async function runPipeline(
  { inputs, outputs, parameters = {} }: PipelineCall,
  model: PredictionModel,
  options: Pick<RunOptions, 'signal' | 'onProgress'> = {},
): Promise<PipelineTensor[]> {
  const { manifest, digest } = model;
  const expected = parameters[MODEL_DIGEST];
  if (expected !== undefined && expected !== digest) throw modelChanged(manifest.id);
  const known = pipelineOutputs(manifest).map(({ name }) => name);
  const unknown = outputs?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw noSuchOutput(manifest.id, unknown, known);

  const sampled = decodePipelineRequest(inputs, manifest);
  const wanted = outputs?.length ? outputs : [PREDICTION_OUTPUT];
  const maps = manifest.outputs.featureMaps ?? [];
  const run = await runModel(sampled, model, {
    ...options,
    activationMaps: maps.some(({ input }) => wanted.includes(activationMapsOutput(input))),
    contributions: wanted.includes(CONTRIBUTIONS_OUTPUT),
  });
  return encodePipelineResult(run, sampled.clinical, manifest, wanted);
}

export function modelChanged(model: string): MutationPredictionError {
  return new MutationPredictionError('model-changed.other-version', { model });
}

function noSuchOutput(
  model: string,
  output: string,
  known: readonly string[],
): MutationPredictionError {
  const available = known.join(', ');
  return new MutationPredictionError('invalid-request.no-output', { model, output, available });
}
