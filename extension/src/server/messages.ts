/**
 * What the main thread and the worker that asks the site's server say to each other; see
 * `inference/messages.ts`, whose replies these are.
 */
import type {
  ListedRemoteModel,
  LoadedManifest,
  PlainError,
  PredictionRequest,
  RemoteModel,
} from '@mutation-prediction/core';
import type { PredictionResult } from '../contract.js';

/** The server, and who asks. */
export interface AskedServer {
  /** Absolute, without a slash at its end. */
  readonly url: string;
  readonly name: string;
  /** The user's credentials, which go to `url` and nowhere else. */
  readonly headers: Readonly<Record<string, string>>;
}

export type ServerRequest =
  | { readonly kind: 'ready'; readonly server: AskedServer }
  | { readonly kind: 'list'; readonly server: AskedServer }
  | {
      readonly kind: 'predict';
      readonly server: AskedServer;
      readonly model: LoadedManifest;
      readonly request: PredictionRequest;
      /** See `PredictOptions`. */
      readonly contributions?: boolean;
      /** By which the server tells how far the run is, and ends it. */
      readonly run: string;
    };

export interface ServerAnswers {
  ready: boolean;
  list: readonly ListedModel[];
  predict: PredictionResult;
}

/** As `ListedRemoteModel`; what crosses to another thread is no error. */
export type ListedModel =
  | { readonly id: string; readonly model: RemoteModel }
  | { readonly id: string; readonly error: PlainError };

export function plainListing(
  listed: readonly ListedRemoteModel[],
  toPlain: (error: unknown) => PlainError,
): readonly ListedModel[] {
  return listed.map((entry) =>
    'error' in entry ? { id: entry.id, error: toPlain(entry.error) } : entry,
  );
}
