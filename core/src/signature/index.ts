/** Signatures of model packages and reports, and the keys that a site trusts (Ed25519). */
export { toHex } from './hex.js';
export {
  checkSignature,
  type Ed25519Signer,
  type Ed25519Verifier,
  SIGNATURE_FILE,
  type SignatureState,
  signatureText,
  type SignedKind,
} from './signature.js';
export { readTrustedKeys, type TrustedKey } from './trustedKeys.js';
