import type { ModelManifest } from './modelManifest.js';

/* Apart from the schemas, as `graphFiles.ts`. */

/** A network that takes longer than this is worth offering the light tier of. */
export const SLOW_RUN_MS = 5000;

/**
 * The light tier of a model among others: made of this very version, for only of that its card tells how far the
 * two agree.
 *
 * @param digest of the full model
 */
export function lightTierAmong<Model extends { readonly manifest: ModelManifest }>(
  models: readonly Model[],
  digest: string,
): Model | undefined {
  return models.find(({ manifest }) => manifest.lightTierOf?.digest === digest);
}
