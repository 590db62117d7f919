import type { InferenceBackend } from '../../backends/backend.js';
import type { AuditTrail } from './auditTrail.js';

/**
 * Records which models can be asked, and every change of that: who replaced a package is told by the
 * models folder's own rights.
 *
 * @returns a function that ends it
 */
export function recordModels(trail: AuditTrail, backend: InferenceBackend): () => void {
  let known = new Map<string, string>();
  const record = () => {
    const now = new Map<string, string>();
    for (const { metadata, digest, state } of backend.models()) {
      if (state !== 'loading') now.set(metadata.name, `${state} ${digest}`);
    }
    for (const [model, what] of now) {
      if (known.get(model) === what) continue;
      const [state = '', digest = ''] = what.split(' ');
      // A failure is kept by the trail, which makes the server unready.
      trail.append({ event: 'model', model, digest, state }).catch(() => {});
    }
    for (const [model, what] of known) {
      if (now.has(model)) continue;
      const [, digest = ''] = what.split(' ');
      trail.append({ event: 'model', model, digest, state: 'removed' }).catch(() => {});
    }
    known = now;
  };
  record();
  return backend.onModelsChanged(record);
}
