import { sessionPredictor, type Predictor } from '@mutation-prediction/core';
import type { ModelPackage } from './modelStore.js';
import { createNodeSession, type NodeSessionOptions } from './nodeSession.js';

/**
 * Makes a package ready to predict, and chooses where: on this thread.
 *
 * @throws MutationPredictionError `inference-failed` with the runtime's words
 */
export async function openPredictor(
  { manifest, digest, graph }: ModelPackage,
  options: NodeSessionOptions = {},
): Promise<Predictor> {
  const session = await createNodeSession(graph, manifest, options);
  return sessionPredictor({ manifest, digest, session });
}
