import type { ModelManifest, SignatureState } from '@mutation-prediction/core';
import {
  checkSignature,
  MutationPredictionError,
  parseModelManifest,
  SIGNATURE_FILE,
} from '@mutation-prediction/core';
import type { Signatures } from '../../signatures.js';
import { fetchFile } from './download.js';

/** A model package whose `model.json` has been read. */
export interface ModelAtUrl {
  /** Folder of the package; ends with a slash. */
  readonly url: string;
  readonly manifest: ModelManifest;
  /** `sha256:` + digest of model.json's bytes. */
  readonly digest: string;
}

/** A package that was read, and what its signature says; absent where the site trusts no key. */
export interface ReadPackage extends ModelAtUrl {
  readonly signature?: SignatureState;
}

/**
 * Reads what a package says of itself; the weights wait for the first prediction.
 *
 * @param url folder of the package, ends with a slash
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`; `signature-invalid` for one that
 *   was changed after it was signed
 */
export async function readModelPackage(url: string, signatures: Signatures): Promise<ReadPackage> {
  const response = await fetchFile(new URL('model.json', url).href);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const loaded = await parseModelManifest(bytes, response.url);
  if (signatures.trusted.length === 0) return { url, ...loaded };
  const { trusted, verify } = signatures;
  const signature = await checkSignature(await signatureFile(url), 'model', bytes, trusted, verify);
  if (signature.kind === 'tampered') {
    throw new MutationPredictionError('signature-invalid.model', { model: loaded.manifest.id });
  }
  return { url, ...loaded, signature };
}

/** Most packages have none. */
async function signatureFile(url: string): Promise<string | undefined> {
  try {
    return await (await fetchFile(new URL(SIGNATURE_FILE, url).href)).text();
  } catch (error) {
    if (error instanceof MutationPredictionError) return undefined;
    throw error;
  }
}
