import { sessionPredictor, type Predictor } from '@mutation-prediction/core';
import type { ModelPackage } from './modelStore.js';
import { createNodeSession } from './nodeSession.js';

/**
 * Makes a package ready to predict, and chooses where: on this thread.
 *
 * @throws MutationPredictionError `inference-failed` with the runtime's words
 */
export async function openPredictor({ graph, ...model }: ModelPackage): Promise<Predictor> {
  return sessionPredictor({ ...model, session: await createNodeSession(graph, model.manifest) });
}
