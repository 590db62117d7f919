import type { Device } from '../contract/device.js';
import type { ModelManifest } from '../contract/modelManifest.js';
import type { PredictionRequest } from '../contract/request.js';
import type { PredictionResult, PredictOptions } from './predict.js';
import { predict } from './predict.js';
import type { PredictionModel } from './runModel.js';

/**
 * A model that predicts somewhere: on this thread, in a worker, in another process. Who asks it sees no
 * difference, so the place can be chosen by each host in one function.
 */
export interface Predictor {
  readonly manifest: ModelManifest;
  /** `sha256:` + digest of model.json's bytes. */
  readonly digest: string;
  /** Where the network runs; `undefined` where only a run shows that, and none has ended yet. */
  readonly device: Device | undefined;
  /** @throws MutationPredictionError as `predict`, and where the place cannot be reached */
  predict(request: PredictionRequest, options?: PredictorOptions): Promise<PredictionResult>;
  /** Gives back what the model holds; called after its last prediction. */
  release(): Promise<void>;
}

export type PredictorOptions = Pick<PredictOptions, 'signal' | 'onProgress' | 'contributions'>;

/** Predicts on this thread. Its session is the predictor's from now on. */
export function sessionPredictor(model: PredictionModel): Predictor {
  const { manifest, digest, session } = model;
  return {
    manifest,
    digest,
    device: session.device,
    predict: (request, options) => predict(request, model, options),
    release: () => session.release(),
  };
}
