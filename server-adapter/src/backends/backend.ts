import type { OnProgress } from '@mutation-prediction/core';
import type { InferRequest, InferResponse, ModelMetadata } from 'open-inference-client';

/** `failed` comes with a reason, and may pass: packages are replaced, servers come back. */
export type ModelState = 'loading' | 'ready' | 'failed';

/**
 * A model by its name in the protocol. A package gives two: the pipeline, under its id, takes what
 * core's `encodePipelineRequest` makes; the graph, under `<id>.graph`, takes the network's own tensors.
 */
export interface ServedModel {
  /** Without tensors until the package has been opened for the first time. */
  readonly metadata: ModelMetadata;
  /** `sha256:` + digest of model.json's bytes; empty until then. */
  readonly digest: string;
  readonly state: ModelState;
  /** One sentence; only with `failed`. */
  readonly reason?: string;
}

export interface InferCall {
  readonly request: InferRequest;
  readonly signal: AbortSignal;
  /** From now on, waiting for a place included. */
  readonly deadlineMs: number;
  /** Hears of `run` as it advances, from a pipeline whose network reads view by view. */
  readonly onProgress?: OnProgress;
}

/** What runs networks for a server. It interprets tensors, so that the server need not. */
export interface InferenceBackend {
  /** How many calls run at once; more wait for a place. */
  readonly capacity: number;
  /** As of now, by name; packages come and go while it runs. */
  models(): readonly ServedModel[];
  /** @throws BackendError */
  infer(model: string, call: InferCall): Promise<InferResponse>;
  /** Calls `listener` after every change of `models()`; returns what ends that. */
  onModelsChanged(listener: () => void): () => void;
  /** Ends every process; what still runs fails. */
  close(): Promise<void>;
}
