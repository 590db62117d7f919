import {
  sessionPredictor,
  type LoadedManifest,
  type Predictor,
  type SignatureState,
  type TrustedKey,
} from '@mutation-prediction/core';
import { openServedPredictor, readServedModel, type ModelServer } from './modelServer.js';
import { loadModelPackage } from './modelStore.js';
import type { NodeSessionOptions } from './nodeSession.js';
import { openPackageSession } from './packageSession.js';

/** A model, and where it predicts. Plain data. */
export interface ModelChoice {
  readonly id: string;
  /** Folder of the packages on this machine. */
  readonly models: string;
  /** Where it predicts; on this thread, from its package, unless given. */
  readonly server?: ModelServer;
  /** Whose signatures count. */
  readonly trustedKeys?: readonly TrustedKey[];
}

/** What is known of who made a model. */
export interface Signed {
  readonly signature: SignatureState;
}

/**
 * Makes a model ready to predict, and chooses where: on a server, or on this thread.
 *
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`, `model-hash-mismatch`,
 *   `signature-invalid`, `inference-failed` with the runtime's words; `server-…` where a server cannot be
 *   asked
 */
export async function openPredictor(
  { id, models, server, trustedKeys = [] }: ModelChoice,
  options: NodeSessionOptions = {},
): Promise<Predictor & Signed> {
  if (server) return openServedPredictor(id, server, trustedKeys);
  const { network, signature, ...model } = await loadModelPackage(id, models, trustedKeys);
  const session = await openPackageSession({ network, manifest: model.manifest }, options);
  return { ...sessionPredictor({ ...model, session }), signature };
}

/** What a model is, without making it ready; errors as {@link openPredictor}. */
export function readModel({
  id,
  models,
  server,
  trustedKeys = [],
}: ModelChoice): Promise<LoadedManifest & Signed> {
  return server
    ? readServedModel(id, server, trustedKeys)
    : loadModelPackage(id, models, trustedKeys);
}
