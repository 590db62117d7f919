import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import {
  MutationPredictionError,
  type Ed25519Signer,
  type Ed25519Verifier,
} from '@mutation-prediction/core';
import { readInputFile } from '../case/fileSources.js';

/** SubjectPublicKeyInfo of an Ed25519 key, up to its 32 bytes (RFC 8410 §4). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Ed25519 by Node. */
export const verifyEd25519: Ed25519Verifier = (publicKey, signature, message) => {
  const key = Buffer.concat([SPKI, publicKey]);
  return verify(null, message, createPublicKey({ key, format: 'der', type: 'spki' }), signature);
};

/**
 * Signs with the private key in a file.
 *
 * @param file PEM, PKCS#8, without a passphrase
 * @throws MutationPredictionError `invalid-parameters` for another key, or a file that cannot be read
 */
export async function openSigner(file: string): Promise<Ed25519Signer> {
  const pem = Buffer.from(await readInputFile(file, 'invalid-parameters.signing-key-unreadable'));
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch (cause) {
    throw new MutationPredictionError('invalid-parameters.signing-key', { file }, { cause });
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new MutationPredictionError('invalid-parameters.signing-key', { file });
  }
  return {
    publicKey: rawPublicKey(createPublicKey(privateKey)),
    sign: (message) => sign(null, message, privateKey),
  };
}

/** A new key pair: the private key as PEM (PKCS#8), the public one as its 32 bytes. */
export function newKeyPair(): { readonly pem: string; readonly publicKey: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKey: rawPublicKey(publicKey),
  };
}

function rawPublicKey(publicKey: KeyObject): Uint8Array<ArrayBuffer> {
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(SPKI.length));
}
