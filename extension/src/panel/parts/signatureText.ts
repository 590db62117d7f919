import type { SignatureState } from '@mutation-prediction/core';
import { say } from '../words.js';

/** What a signature says, in words. */
export function signatureText(state: SignatureState): string {
  return say(`signature.${state.kind}`, state.kind === 'trusted' ? { signer: state.signer } : {});
}
