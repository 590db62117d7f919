import type { SignatureState } from '@mutation-prediction/core';

/** What a signature says, in words. */
export function signatureText(state: SignatureState): string {
  switch (state.kind) {
    case 'unsigned':
      return 'unsigned';
    case 'trusted':
      return `signed by ${state.signer}`;
    case 'unknown-key':
      return `signed by a key that is not trusted here, ${state.publicKey.slice(0, 16)}…`;
    case 'tampered':
      return 'changed after it was signed';
    case 'unchecked':
      return 'signed; the signature cannot be checked here';
  }
}
