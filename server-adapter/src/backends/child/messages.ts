import type { OnProgress } from '@mutation-prediction/core';
import type { InferRequest, ModelMetadata, Tensor } from 'open-inference-client';
import type { NodeSessionOptions } from '../../inference/nodeSession.js';

/** Where a process's networks run: in it, or behind a server of the Open Inference Protocol. */
export type NetworkPlace =
  | { readonly kind: 'here'; readonly session: Required<NodeSessionOptions> }
  | { readonly kind: 'server'; readonly server: InferenceServer };

/** A Triton, KServe or the like whose models bear the packages' ids. */
export interface InferenceServer {
  readonly url: string;
  /** Sent with each request, e.g. `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What its networks run on, for predictions to say; no such server tells. */
  readonly hardware?: string;
}

export interface Configuration {
  /** Folder of the model packages. */
  readonly models: string;
  readonly network: NetworkPlace;
}

/** A package as it was when it was opened. */
export interface PackageVersion {
  readonly id: string;
  /** `sha256:` + digest of model.json's bytes. */
  readonly digest: string;
}

/** What the process says of a package that it has verified and compiled. */
export interface OpenedPackage extends PackageVersion {
  readonly version: string;
  readonly pipeline: ModelMetadata;
  readonly graph: ModelMetadata;
}

export interface InferTask {
  readonly version: PackageVersion;
  readonly part: 'pipeline' | 'graph';
  readonly request: InferRequest;
}

/** What the process serves. */
export interface ModelTaskList {
  /** Comes first. @throws `inference-failed` where networks cannot run as configured */
  configure(configuration: Configuration): Promise<void>;
  /** @throws MutationPredictionError why the package cannot be used */
  open(id: string): Promise<OpenedPackage>;
  close(version: PackageVersion): Promise<void>;
  /** Opens what is not open yet. @throws MutationPredictionError */
  infer(task: InferTask, signal: AbortSignal, onProgress: OnProgress): Promise<readonly Tensor[]>;
}
