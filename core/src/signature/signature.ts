import { fromHex, toHex } from './hex.js';
import type { TrustedKey } from './trustedKeys.js';

/** The signature of a model package, beside its `model.json`. */
export const SIGNATURE_FILE = 'model.json.sig';

/** What is signed; a signature of one is none of the other. */
export type SignedKind = 'model' | 'report';

/**
 * What a signature says: there is none; a key that the site trusts made it, or one that it does not know;
 * what was signed is no longer what it was; or nobody here can tell.
 */
export type SignatureState =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'trusted'; readonly signer: string }
  | { readonly kind: 'unknown-key'; readonly publicKey: string }
  | { readonly kind: 'tampered' }
  | { readonly kind: 'unchecked' };

/** Ed25519 (RFC 8032) as a platform has it. */
export interface Ed25519Verifier {
  /** @throws where the platform has no Ed25519 */
  (
    publicKey: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
    message: Uint8Array<ArrayBuffer>,
  ): Promise<boolean> | boolean;
}

/** Ed25519 with a private key that its holder keeps. */
export interface Ed25519Signer {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array> | Uint8Array;
}

const PREFIX = 'ed25519:';
const FORM = /^ed25519:([0-9a-f]{64}):([0-9a-f]{128})$/;

/** A signature as text: `ed25519:<public key>:<signature>`, in hexadecimal digits. */
export async function signatureText(
  kind: SignedKind,
  content: Uint8Array<ArrayBuffer>,
  { publicKey, sign }: Ed25519Signer,
): Promise<string> {
  return `${PREFIX}${toHex(publicKey)}:${toHex(await sign(messageOf(kind, content)))}`;
}

/**
 * What the signature of a content says.
 *
 * @param text as stored beside or in the content; `undefined` or something else where it has none
 */
export async function checkSignature(
  text: string | undefined,
  kind: SignedKind,
  content: Uint8Array<ArrayBuffer>,
  trusted: readonly TrustedKey[],
  verify: Ed25519Verifier,
): Promise<SignatureState> {
  const plain = text?.trim() ?? '';
  // A server may answer with a page of its own for a file that is not there.
  if (!plain.startsWith(PREFIX)) return { kind: 'unsigned' };
  const [, publicKey, signature] = FORM.exec(plain) ?? [];
  if (publicKey === undefined || signature === undefined) return { kind: 'tampered' };
  try {
    const isValid = await verify(fromHex(publicKey), fromHex(signature), messageOf(kind, content));
    if (!isValid) return { kind: 'tampered' };
  } catch {
    return { kind: 'unchecked' };
  }
  const signer = trusted.find((key) => key.publicKey === publicKey)?.name;
  return signer === undefined ? { kind: 'unknown-key', publicKey } : { kind: 'trusted', signer };
}

/** Says what is signed, so that no signature can be taken from one kind of content to another. */
function messageOf(kind: SignedKind, content: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`mutation-prediction ${kind} 1\n`);
  const message = new Uint8Array(head.length + content.length);
  message.set(head);
  message.set(content, head.length);
  return message;
}
