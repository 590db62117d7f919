import type { Device } from '../contract/device.js';
import type { LoadedManifest } from '../inference/loadManifest.js';
import type { SampledInputs } from '../inputs/sampledInputs.js';
import { predictBy } from '../prediction/predict.js';
import type { Predictor, PredictorOptions } from '../prediction/predictor.js';
import type { ModelRun } from '../prediction/runModel.js';
import { encodePipelineRequest } from './pipelineRequest.js';
import { decodePipelineResult } from './pipelineResult.js';
import {
  activationMapsOutput,
  CONTRIBUTIONS_OUTPUT,
  PREDICTION_OUTPUT,
} from './pipelineTensors.js';
import { MODEL_DIGEST, modelChanged } from './runPipeline.js';
import type { InferenceTransport } from './transport.js';
import { transportRefusal } from './transport.js';

/**
 * A model that predicts on a server. What is sent is no more than `encodePipelineRequest` says; views
 * are cut here, of the same cube, and identity and what is to be told of the CT and the lesion stay
 * here.
 *
 * @param model what the server says that it is (`readRemoteModel`)
 * @param server how to call the server, e.g. `gpu.example.org`; predictions' devices bear it
 */
export function remotePredictor(
  transport: InferenceTransport,
  model: LoadedManifest,
  server: string,
): Predictor {
  const { manifest, digest } = model;
  let device: Device | undefined;

  async function run(
    sampled: SampledInputs,
    { signal, onProgress, contributions }: PredictorOptions,
  ): Promise<ModelRun> {
    const call = {
      inputs: encodePipelineRequest(sampled, manifest),
      outputs: [
        PREDICTION_OUTPUT,
        ...(manifest.outputs.featureMaps ?? []).map(({ input }) => activationMapsOutput(input)),
        ...(contributions ? [CONTRIBUTIONS_OUTPUT] : []),
      ],
      parameters: { [MODEL_DIGEST]: digest },
    };
    onProgress?.({ stage: 'send' });
    const { outputs } = await transport
      .infer(manifest.id, call, { ...(signal && { signal }), ...(onProgress && { onProgress }) })
      .catch((error: unknown) => {
        throw transportRefusal(error, server, manifest.id);
      });
    onProgress?.({ stage: 'receive' });
    const result = decodePipelineResult(outputs, manifest);
    if (result.model.digest !== digest) throw modelChanged(manifest.id);
    device = { ...result.device, server };
    return { ...result, device };
  }

  return {
    manifest,
    digest,
    get device() {
      return device;
    },
    predict: (request, options = {}) =>
      predictBy((sampled) => run(sampled, options), request, model, options),
    // The model is the server's.
    release: () => Promise.resolve(),
  };
}
