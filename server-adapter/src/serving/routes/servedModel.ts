import type { InferenceBackend, ServedModel } from '../../backends/backend.js';
import { Refusal } from '../refusal.js';

export interface ModelParams {
  readonly model: string;
  readonly version?: string | undefined;
}

/** A model by the name, and the version if any, of a request's path. @throws Refusal 404 */
export function servedModel(
  backend: InferenceBackend,
  { model, version }: ModelParams,
): ServedModel {
  const found = backend.models().find(({ metadata }) => metadata.name === model);
  if (!found) throw new Refusal(404, 'There is no such model.');
  const { versions = [] } = found.metadata;
  if (version !== undefined && !versions.includes(version)) {
    throw new Refusal(404, `The model has the versions ${versions.join(', ') || 'none'}.`);
  }
  return found;
}

/**
 * A model whose tensors are known: its package has been opened.
 *
 * @throws Refusal 404, also where it cannot be opened, or 503
 */
export function describedModel(backend: InferenceBackend, params: ModelParams): ServedModel {
  const found = servedModel(backend, params);
  if (found.digest !== '') return found;
  if (found.state === 'failed') throw new Refusal(404, 'The model could not be loaded.');
  throw new Refusal(503, 'The model is being loaded.', { retryAfterS: 2 });
}

/** @throws Refusal 404 or 503 */
export function readyModel(backend: InferenceBackend, params: ModelParams): ServedModel {
  const found = servedModel(backend, params);
  if (found.state === 'ready') return found;
  if (found.state === 'failed') throw new Refusal(503, 'The model could not be loaded.');
  throw new Refusal(503, 'The model is being loaded.', { retryAfterS: 2 });
}
