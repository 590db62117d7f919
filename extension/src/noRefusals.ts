/**
 * Stands in the workers' bundles for the sentences of refusals (`tools/bundle`): a refusal
 * leaves a worker as its code and values, and is worded by the panel. Its `message` in there is its
 * reason.
 */
export const refusals = {};

/** In the place of `fileRefusals`, in every bundle: no browser refuses what only hosts with a disk know. */
export const fileRefusals = {};
