import type { FastifyBaseLogger } from 'fastify';
import type { InferenceBackend } from '../../backends/backend.js';

/** A model that can be asked from now on, or cannot. */
export interface ModelChange {
  readonly model: string;
  readonly digest: string;
  readonly state: 'ready' | 'failed' | 'removed';
  /** Only with `failed`. */
  readonly reason?: string;
}

/**
 * Tells which models there are, and every change of that; those that are being loaded are not told.
 *
 * @returns a function that ends it
 */
export function onModelChanges(
  backend: InferenceBackend,
  tell: (change: ModelChange) => void,
): () => void {
  let known = new Map<string, ModelChange>();
  const look = () => {
    const now = new Map<string, ModelChange>();
    for (const { metadata, digest, state, reason } of backend.models()) {
      const model = metadata.name;
      if (state === 'loading') continue;
      now.set(model, { model, digest, state, ...(reason !== undefined && { reason }) });
    }
    for (const [model, change] of now) {
      const before = known.get(model);
      if (before?.state !== change.state || before.digest !== change.digest) tell(change);
    }
    for (const [model, { digest }] of known) {
      if (!now.has(model)) tell({ model, digest, state: 'removed' });
    }
    known = now;
  };
  look();
  return backend.onModelsChanged(look);
}

/** One line for each change, with the reason where a model cannot be asked. */
export function logModels(log: FastifyBaseLogger, backend: InferenceBackend): () => void {
  return onModelChanges(backend, (change) => {
    if (change.state === 'failed') log.warn(change, 'model');
    else log.info(change, 'model');
  });
}
