import { sessionPredictor, type Predictor } from '@mutation-prediction/core';
import type { ModelPackage } from './modelStore.js';
import { createNodeSession, type NodeSessionOptions } from './nodeSession.js';

/**
 * Makes a package ready to predict, and chooses where: on this thread.
 *
 * @throws MutationPredictionError `inference-failed` with the runtime's words
 */
export async function openPredictor(
  { graph, ...model }: ModelPackage,
  options: NodeSessionOptions = {},
): Promise<Predictor> {
  const session = await createNodeSession(graph, model.manifest, options);
  return sessionPredictor({ ...model, session });
}
