import { MutationPredictionError } from '../errors.js';
import type { LoadedManifest } from '../inference/loadManifest.js';
import { parseModelManifest } from '../inference/loadManifest.js';
import type { InferenceTransport } from './transport.js';
import { transportRefusal } from './transport.js';

/**
 * What a pipeline's metadata tell of it in their `parameters`.
 *
 * - `model_digest`: `sha256:` + digest of model.json's bytes;
 * - `model_json`: these bytes as text, so that a host needs no copy of the package.
 */
export function pipelineParameters(modelJson: string, digest: string): Record<string, string> {
  return { model_digest: digest, model_json: modelJson };
}

/**
 * Reads from a server what a model there is: the text of its model.json must have the digest that the
 * server gives for it.
 *
 * @param server how to call the server, e.g. `gpu.example.org`
 * @throws `model-unavailable` where the server has no such pipeline; `model-invalid`; why the server
 *   cannot be asked
 */
export async function readRemoteModel(
  transport: InferenceTransport,
  modelId: string,
  server: string,
  signal?: AbortSignal,
): Promise<LoadedManifest> {
  const { parameters = {} } = await transport
    .modelMetadata(modelId, { ...(signal && { signal }) })
    .catch((error: unknown) => {
      throw transportRefusal(error, server, modelId);
    });
  const { model_json: text, model_digest: digest } = parameters;
  const loaded =
    typeof text === 'string'
      ? await parseModelManifest(new TextEncoder().encode(text), `${modelId} on ${server}`)
      : undefined;
  if (!loaded || loaded.digest !== digest || loaded.manifest.id !== modelId) {
    throw new MutationPredictionError('model-unavailable.not-described', {
      server,
      model: modelId,
    });
  }
  return loaded;
}
