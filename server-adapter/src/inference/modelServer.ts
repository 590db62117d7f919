import {
  MutationPredictionError,
  readRemoteModel,
  remotePredictor,
  type LoadedManifest,
  type Predictor,
} from '@mutation-prediction/core';
import { OpenInferenceClient } from 'open-inference-client';
import { isLoopback } from '../http/loopback.js';

/** A server that runs models, and how it is asked. Plain data, so that it can be sent to workers. */
export interface ModelServer {
  readonly url: string;
  /** Value of the Authorization header. */
  readonly authorization?: string;
}

/**
 * What a server says that a model of it is.
 *
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`, `server-…`
 */
export function readServedModel(id: string, server: ModelServer): Promise<LoadedManifest> {
  return readRemoteModel(clientOf(server), id, nameOf(server));
}

/** A model that predicts on a server. Errors as {@link readServedModel}. */
export async function openServedPredictor(id: string, server: ModelServer): Promise<Predictor> {
  return remotePredictor(clientOf(server), await readServedModel(id, server), nameOf(server));
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
