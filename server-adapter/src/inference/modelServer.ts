import {
  MutationPredictionError,
  readRemoteModel,
  remotePredictor,
  type LoadedManifest,
  type Predictor,
  type SignatureState,
  type TrustedKey,
} from '@mutation-prediction/core';
import { OpenInferenceClient } from 'open-inference-client';
import { isLoopback } from '../http/loopback.js';
import { checkModelSignature } from './modelSignature.js';

/** A server that runs models, and how it is asked. Plain data, so that it can be sent to workers. */
export interface ModelServer {
  readonly url: string;
  /** Value of the Authorization header. */
  readonly authorization?: string;
}

/**
 * What a server says that a model of it is, and whose.
 *
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`, `signature-invalid`, `server-…`
 */
export async function readServedModel(
  id: string,
  server: ModelServer,
  trustedKeys: readonly TrustedKey[],
): Promise<LoadedManifest & { readonly signature: SignatureState }> {
  const { manifest, digest, bytes, signature } = await readRemoteModel(
    clientOf(server),
    id,
    nameOf(server),
  );
  return {
    manifest,
    digest,
    signature: await checkModelSignature(id, signature, bytes, trustedKeys),
  };
}

/** A model that predicts on a server; errors as {@link readServedModel}. */
export async function openServedPredictor(
  id: string,
  server: ModelServer,
  trustedKeys: readonly TrustedKey[],
): Promise<Predictor & { readonly signature: SignatureState }> {
  const { signature, ...model } = await readServedModel(id, server, trustedKeys);
  const predictor = remotePredictor(clientOf(server), model, nameOf(server));
  // Not copied: its device is known after the first run.
  return Object.assign(predictor, { signature });
}

function clientOf({ url, authorization }: ModelServer): OpenInferenceClient {
  const { protocol, hostname } = new URL(url);
  if (authorization !== undefined && protocol === 'http:' && !isLoopback(hostname)) {
    throw new MutationPredictionError('server-refused.not-encrypted', { server: hostname });
  }
  return new OpenInferenceClient({
    url,
    headers: () => (authorization === undefined ? {} : { authorization }),
  });
}

const nameOf = ({ url }: ModelServer) => new URL(url).host;
