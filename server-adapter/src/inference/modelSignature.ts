import {
  checkSignature,
  MutationPredictionError,
  type SignatureState,
  type TrustedKey,
} from '@mutation-prediction/core';
import { verifyEd25519 } from '../signing/ed25519.js';

/**
 * Whose a model package is.
 *
 * @param text of the signature file; absent where there is none
 * @param manifest the bytes of model.json
 * @throws MutationPredictionError `signature-invalid` for one that was changed after it was signed
 */
export async function checkModelSignature(
  id: string,
  text: string | undefined,
  manifest: Uint8Array<ArrayBuffer>,
  trustedKeys: readonly TrustedKey[],
): Promise<SignatureState> {
  const signature = await checkSignature(text, 'model', manifest, trustedKeys, verifyEd25519);
  if (signature.kind !== 'tampered') return signature;
  throw new MutationPredictionError('signature-invalid.model', { model: id });
}
