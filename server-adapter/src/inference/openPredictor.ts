import { sessionPredictor, type LoadedManifest, type Predictor } from '@mutation-prediction/core';
import { openServedPredictor, readServedModel, type ModelServer } from './modelServer.js';
import { loadModelPackage } from './modelStore.js';
import { createNodeSession, type NodeSessionOptions } from './nodeSession.js';

/** A model, and where it predicts. Plain data. */
export interface ModelChoice {
  readonly id: string;
  /** Folder of the packages on this machine. */
  readonly models: string;
  /** Where it predicts; on this thread, from its package, unless given. */
  readonly server?: ModelServer;
}

/**
 * Makes a model ready to predict, and chooses where: on a server, or on this thread.
 *
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`, `model-hash-mismatch`,
 *   `inference-failed` with the runtime's words; `server-…` where a server cannot be asked
 */
export async function openPredictor(
  { id, models, server }: ModelChoice,
  options: NodeSessionOptions = {},
): Promise<Predictor> {
  if (server) return openServedPredictor(id, server);
  const { manifest, digest, graph } = await loadModelPackage(id, models);
  const session = await createNodeSession(graph, manifest, options);
  return sessionPredictor({ manifest, digest, session });
}

/** What a model is, without making it ready; errors as {@link openPredictor}. */
export function readModel({ id, models, server }: ModelChoice): Promise<LoadedManifest> {
  return server ? readServedModel(id, server) : loadModelPackage(id, models);
}
