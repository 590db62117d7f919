import { MutationPredictionError } from '../errors.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { LoadedManifest } from '../inference/loadManifest.js';
import { parseModelManifest } from '../inference/loadManifest.js';
import { verifyModelFile } from '../inference/verifyModelFile.js';
import type { InferenceTransport, RepositoryTransport } from './transport.js';
import { transportRefusal } from './transport.js';

/**
 * What a pipeline's metadata tell of it in their `parameters`.
 *
 * - `model_digest`: `sha256:` + digest of model.json's bytes;
 * - `model_json`: these bytes as text, so that a host needs no copy of the package;
 * - `model_signature`: the text of the package's signature, where it has one;
 * - `model_card`: the text of its card.
 */
export function pipelineParameters(
  modelJson: string,
  digest: string,
  { signature, card }: { readonly signature?: string; readonly card?: string } = {},
): Record<string, string> {
  return {
    model_digest: digest,
    model_json: modelJson,
    ...(signature !== undefined && { model_signature: signature }),
    ...(card !== undefined && { model_card: card }),
  };
}

/** What a server says that a model is. */
export interface RemoteModel extends LoadedManifest {
  /** Of model.json, which the digest and the signature are of. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As text, for `checkSignature`; absent where the package has none. */
  readonly signature?: string;
  /** Markdown; absent where the server has none, or another than model.json names. */
  readonly card?: string;
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
  return readParameters(parameters, modelId, server);
}

/** A model that a server lists, or why it cannot be used. */
export type ListedRemoteModel =
  | { readonly id: string; readonly model: RemoteModel }
  | { readonly id: string; readonly error: MutationPredictionError };

/**
 * The pipelines of a server, in its order. Models that say nothing of a package, such as the graphs
 * behind pipelines, are left out.
 *
 * @throws why the server cannot be asked
 */
export async function listRemoteModels(
  transport: RepositoryTransport,
  server: string,
  signal?: AbortSignal,
): Promise<readonly ListedRemoteModel[]> {
  const options = { ...(signal && { signal }) };
  const listed = await transport
    .repositoryIndex({ onlyReady: true, ...options })
    .catch((error: unknown) => {
      throw transportRefusal(error, server);
    });
  // A repository lists each version of a model.
  const ids = [...new Set(listed.map(({ name }) => name))];
  const models = await Promise.all(
    ids.map(async (id): Promise<ListedRemoteModel | undefined> => {
      try {
        const { parameters = {} } = await transport.modelMetadata(id, options);
        if (parameters['model_json'] === undefined) return undefined;
        return { id, model: await readParameters(parameters, id, server) };
      } catch (error) {
        const refusal = transportRefusal(error, server, id);
        if (refusal instanceof MutationPredictionError) return { id, error: refusal };
        throw error;
      }
    }),
  );
  return models.filter((model) => model !== undefined);
}

async function readParameters(
  parameters: Readonly<Record<string, unknown>>,
  modelId: string,
  server: string,
): Promise<RemoteModel> {
  const {
    model_json: text,
    model_digest: digest,
    model_signature: signature,
    model_card: card,
  } = parameters;
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : undefined;
  const loaded = bytes && (await parseModelManifest(bytes, `${modelId} on ${server}`));
  if (!loaded || loaded.digest !== digest || loaded.manifest.id !== modelId) {
    throw new MutationPredictionError('model-unavailable.not-described', {
      server,
      model: modelId,
    });
  }
  return {
    ...loaded,
    bytes,
    ...(typeof signature === 'string' && { signature }),
    ...(typeof card === 'string' && (await isCardOf(loaded.manifest, card)) && { card }),
  };
}

/** Packages of earlier versions name a card that their digest does not cover. */
async function isCardOf({ card: file }: ModelManifest, card: string): Promise<boolean> {
  if (typeof file === 'string') return true;
  return verifyModelFile(new TextEncoder().encode(card), file).then(
    () => true,
    () => false,
  );
}
