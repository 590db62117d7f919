import type { InferenceBackend } from '../../backends/backend.js';
import { onModelChanges } from '../operation/modelChanges.js';
import type { AuditTrail } from './auditTrail.js';

/**
 * Records which models can be asked, and every change of that: who replaced a package is told by the
 * models folder's own rights.
 *
 * @returns a function that ends it
 */
export function recordModels(trail: AuditTrail, backend: InferenceBackend): () => void {
  return onModelChanges(backend, ({ model, digest, state }) => {
    // A failure is kept by the trail, which makes the server unready.
    trail.append({ event: 'model', model, digest, state }).catch(() => {});
  });
}
