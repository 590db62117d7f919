import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * Text that only one reader can open, for results on their way through a queue that others see: an ephemeral
 * X25519 key, HKDF-SHA-256, AES-256-GCM, as HPKE's base mode does (RFC 9180) without its framing. It hides
 * what is said; it does not prove who said it.
 */
export interface Reader {
  /** What is sealed for this reader's eyes is sealed with it: X25519, SPKI, base64. */
  readonly publicKey: string;
  /** @throws Error for what is sealed for somebody else, or was changed */
  open(sealed: string, about: string): string;
}

const PUBLIC_BYTES = 44;
const TAG_BYTES = 16;
/** Of the text, inflated: a report and a segmentation of a large lesion stay well below. */
const LARGEST_BYTES = 256 * 2 ** 20;
const INFO = 'mutation-prediction sealed text 1';
/** A key seals one text. */
const NONCE = Buffer.alloc(12);

/** A new reader's private key, PKCS #8, base64. */
export function newReaderKey(): string {
  const { privateKey } = generateKeyPairSync('x25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** @param privateKey as {@link newReaderKey} made it */
export function readerWith(privateKey: string): Reader {
  const der = Buffer.from(privateKey, 'base64');
  const own = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const ownPublic = bytesOf(createPublicKey(own));
  return {
    publicKey: ownPublic.toString('base64'),
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64');
      const sender = bytes.subarray(0, PUBLIC_BYTES);
      const secret = diffieHellman({ privateKey: own, publicKey: publicKeyOf(sender) });
      const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, sender, ownPublic), NONCE);
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(bytes.subarray(PUBLIC_BYTES, PUBLIC_BYTES + TAG_BYTES));
      const packed = decipher.update(bytes.subarray(PUBLIC_BYTES + TAG_BYTES));
      const whole = Buffer.concat([packed, decipher.final()]);
      return gunzipSync(whole, { maxOutputLength: LARGEST_BYTES }).toString('utf8');
    },
  };
}

/**
 * @param publicKey the reader's
 * @param about what the text is the answer to: it opens as the answer to nothing else
 */
export function sealFor(publicKey: string, text: string, about: string): string {
  const reader = Buffer.from(publicKey, 'base64');
  const { privateKey, publicKey: ephemeral } = generateKeyPairSync('x25519');
  const sender = bytesOf(ephemeral);
  const secret = diffieHellman({ privateKey, publicKey: publicKeyOf(reader) });
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, sender, reader), NONCE);
  cipher.setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(gzipSync(text)), cipher.final()]);
  return Buffer.concat([sender, cipher.getAuthTag(), sealed]).toString('base64');
}

const bytesOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' });
const publicKeyOf = (key: Buffer) => createPublicKey({ key, format: 'der', type: 'spki' });

function keyOf(secret: Buffer, sender: Buffer, reader: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.concat([sender, reader]), INFO, 32));
}
