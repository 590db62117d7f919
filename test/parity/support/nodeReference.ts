import { createHash } from 'node:crypto';
import path from 'node:path';
import type { PredictionRequest } from '@mutation-prediction/core';
import {
  DEFAULT_MODEL,
  loadModelPackage,
} from '../../../server-adapter/src/inference/modelStore.js';
import { openPredictor } from '../../../server-adapter/src/inference/openPredictor.js';
import { builtExtension } from './pluginServer.js';
import { predictedTargets } from '../../support/predictedTargets.js';

/** A package that the built extension serves, read as the command line reads it. */
export const readPackage = (modelId = DEFAULT_MODEL) => loadModelPackage(modelId, models);

const models = path.join(builtExtension, 'models');

export interface Outcome {
  /** SHA-256 of the views' HU, little-endian float32; of nothing for a model without views. */
  readonly viewsSha256: string;
  readonly probabilities: readonly number[];
}

/** The same request in the engine of the command line: same core, ONNX Runtime's native CPU build. */
export async function predictInNode(
  request: PredictionRequest,
  modelId = DEFAULT_MODEL,
): Promise<Outcome> {
  const predictor = await openPredictor({ id: modelId, models });
  const { prediction, views } = await predictor.predict(request);
  await predictor.release();
  return {
    viewsSha256: createHash('sha256')
      .update(new Uint8Array(views?.hu.buffer ?? new ArrayBuffer(0)))
      .digest('hex'),
    probabilities: predictedTargets(prediction).map((target) => target.probability),
  };
}
