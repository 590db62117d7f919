import type { Ed25519Verifier, TrustedKey } from '@mutation-prediction/core';

/** How this viewer checks signatures. */
export interface Signatures {
  /** The site's list; signatures of others are told as such. */
  readonly trusted: readonly TrustedKey[];
  readonly verify: Ed25519Verifier;
}

/** Ed25519 by WebCrypto; rejects in a page that is not a secure context, and in browsers before 2025. */
export const verifyEd25519: Ed25519Verifier = async (publicKey, signature, message) => {
  const { subtle } = crypto;
  const key = await subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return subtle.verify('Ed25519', key, signature, message);
};
