import { MutationPredictionError } from '../errors.js';
import type { ModelIdentity } from '../contract/prediction.js';
import { modelManifestSchema, type ModelManifest } from '../contract/modelManifest.js';
import { sha256 } from './sha256.js';

export interface LoadedManifest {
  readonly manifest: ModelManifest;
  /** `sha256:` + digest of model.json's bytes, which in turn name the graph's digest. */
  readonly digest: string;
}

const PROBLEMS_SHOWN = 3;

/**
 * Reads the bytes of a package's `model.json`.
 *
 * @param bytes the file as stored: its digest identifies the model, so re-serialised JSON will not do
 * @param name how to call the file in an error, e.g. its address
 * @throws model-invalid with the first problems in words
 */
export async function parseModelManifest(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<LoadedManifest> {
  const parsed = modelManifestSchema.safeParse(parseJson(bytes, name));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the document'}: ${message}`,
    );
    throw invalid(name, problems);
  }
  return { manifest: parsed.data, digest: `sha256:${await sha256(bytes)}` };
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new MutationPredictionError('model-invalid.not-json', { file: name }, { cause });
  }
}

function invalid(name: string, problems: readonly string[]): MutationPredictionError {
  const shown = { file: name, problems: problems.slice(0, PROBLEMS_SHOWN).join('; ') };
  const count = problems.length - PROBLEMS_SHOWN;
  return count > 0
    ? new MutationPredictionError('model-invalid.schema-more', { ...shown, count })
    : new MutationPredictionError('model-invalid.schema', shown);
}

/** What a prediction and its report say about the model that made it. */
export function modelIdentity(manifest: ModelManifest, digest: string): ModelIdentity {
  const { id, version, name, status, trainedOn, intendedUse } = manifest;
  return { id, version, name, digest, status, trainedOn, intendedUse };
}
