import { MutationPredictionError } from '../errors.js';
import type { LoadedManifest } from '../inference/loadManifest.js';
import { parseModelManifest } from '../inference/loadManifest.js';
import type { InferenceTransport } from './transport.js';
import { transportRefusal } from './transport.js';

/**
 * What a pipeline's metadata tell of it in their `parameters`.
 *
 * - `model_digest`: `sha256:` + digest of model.json's bytes;
 * - `model_json`: these bytes as text, so that a host needs no copy of the package;
 * - `model_signature`: the text of the package's signature, where it has one.
 */
export function pipelineParameters(
  modelJson: string,
  digest: string,
  signature?: string,
): Record<string, string> {
  return {
    model_digest: digest,
    model_json: modelJson,
    ...(signature !== undefined && { model_signature: signature }),
  };
}

/** What a server says that a model is. */
export interface RemoteModel extends LoadedManifest {
  /** Of model.json, which the digest and the signature are of. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As text, for `checkSignature`; absent where the package has none. */
  readonly signature?: string;
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
): Promise<RemoteModel> {
  const { parameters = {} } = await transport
    .modelMetadata(modelId, { ...(signal && { signal }) })
    .catch((error: unknown) => {
      throw transportRefusal(error, server, modelId);
    });
  const { model_json: text, model_digest: digest, model_signature: signature } = parameters;
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : undefined;
  const loaded = bytes && (await parseModelManifest(bytes, `${modelId} on ${server}`));
  if (!loaded || loaded.digest !== digest || loaded.manifest.id !== modelId) {
    throw new MutationPredictionError('model-unavailable.not-described', {
      server,
      model: modelId,
    });
  }
  return { ...loaded, bytes, ...(typeof signature === 'string' && { signature }) };
}
