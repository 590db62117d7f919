/**
 * What the main thread and the inference worker say to each other. The worker serves one request at
 * a time (`workerClient.ts` queues them), so replies need no address.
 */
import type { PlainError, PredictionRequest, Progress } from '@mutation-prediction/core';
import type { PredictionResult } from '../contract.js';
import type { DeviceDescription, DevicePolicy } from './device.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';

export interface DescribeRequest {
  readonly kind: 'describe';
  readonly policy: DevicePolicy;
}

export interface PredictRequest {
  readonly kind: 'predict';
  readonly policy: DevicePolicy;
  readonly model: ModelAtUrl;
  readonly request: PredictionRequest;
  /** See `PredictOptions`. */
  readonly contributions?: boolean;
}

/** Loads and compiles what the first prediction by the model would have to. */
export interface ReadyRequest {
  readonly kind: 'ready';
  readonly policy: DevicePolicy;
  readonly model: ModelAtUrl;
}

export type WorkerRequest = DescribeRequest | PredictRequest | ReadyRequest;

/** What each kind of request is answered with. */
export interface Answers {
  describe: DeviceDescription;
  predict: PredictionResult;
  ready: null;
}

export type WorkerReply<Answer = Answers[keyof Answers]> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly answer: Answer }
  /** See `webGpuFailure.ts`. */
  | { readonly kind: 'webgpu-failed'; readonly error: PlainError; readonly inHalf?: boolean }
  | { readonly kind: 'failed'; readonly error: PlainError };
