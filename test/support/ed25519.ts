import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Ed25519Signer, Ed25519Verifier } from '../../core/src/signature/signature.js';

/** SubjectPublicKeyInfo of an Ed25519 key, up to its 32 bytes (RFC 8410 §4). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export const verifyByNode: Ed25519Verifier = (publicKey, signature, message) => {
  const key = Buffer.concat([SPKI, publicKey]);
  return verify(null, message, createPublicKey({ key, format: 'der', type: 'spki' }), signature);
};

/** As a browser does. */
export const verifyByWebCrypto: Ed25519Verifier = async (publicKey, signature, message) => {
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return subtle.verify('Ed25519', key, signature, message);
};

export function newSigner(): Ed25519Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(SPKI.length)),
    sign: (message) => sign(null, message, privateKey),
  };
}
