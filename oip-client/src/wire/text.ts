import { Malformed } from './malformed.js';

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** @throws Malformed where the bytes are not UTF-8 */
export function textOf(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Malformed(`${what} is not UTF-8`);
  }
}
