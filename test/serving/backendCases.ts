/** What tests of backends ask, and wait for. */
import {
  preparePrediction,
  remotePredictor,
  type ClinicalInputs,
  type CtImage,
  type InferenceTransport,
  type LoadedManifest,
  type Prediction,
  type PredictionRequest,
} from '@mutation-prediction/core';
import type { InferenceBackend, ServedModel } from '@mutation-prediction/server-adapter/backends';
import { hashedLesion } from '../support/hashedLesion.js';

/** Waits until the models are as asked for. */
export function untilModels(
  backend: InferenceBackend,
  are: (models: readonly ServedModel[]) => boolean,
): Promise<readonly ServedModel[]> {
  return new Promise((resolve) => {
    const look = () => {
      if (!are(backend.models())) return;
      stop();
      resolve(backend.models());
    };
    const stop = backend.onModelsChanged(look);
    look();
  });
}

export const isSettled = (models: readonly ServedModel[]) =>
  models.length > 0 && models.every(({ state }) => state !== 'loading');

/** A way to a backend that is in this process. */
export function transportTo(backend: InferenceBackend, deadlineMs = 120_000): InferenceTransport {
  return {
    infer: (model, call, { signal = new AbortController().signal, onProgress } = {}) =>
      backend.infer(model, {
        request: call,
        signal: signal as AbortSignal,
        deadlineMs,
        ...(onProgress && { onProgress }),
      }),
    modelMetadata: (model) => {
      const found = backend.models().find(({ metadata }) => metadata.name === model);
      return found
        ? Promise.resolve(found.metadata)
        : Promise.reject(Object.assign(new Error('no such model'), { kind: 'not-found' }));
    },
  };
}

export const predictorOn = (backend: InferenceBackend, model: LoadedManifest) =>
  remotePredictor(transportTo(backend), model, 'backend');

/** Of a clinical model, which reads no voxel. */
export function clinicalRequest(
  { manifest }: LoadedManifest,
  clinical: ClinicalInputs,
): Promise<PredictionRequest> {
  const { grid, mask, source } = hashedLesion;
  const unread = () => Promise.reject(new Error('A clinical model reads no voxel.'));
  const ct: CtImage = { grid, acquisition: {}, readRegion: unread };
  return preparePrediction(ct, mask, source, clinical, manifest);
}

/** What two runs of one request have in common. */
export function withoutRun(prediction: Prediction): Partial<Prediction> {
  const { uid, createdAt, timingsMs, device, ...rest } = prediction;
  void [uid, createdAt, timingsMs, device];
  return rest;
}
