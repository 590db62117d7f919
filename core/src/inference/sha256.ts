import { MutationPredictionError } from '../errors.js';

/**
 * SHA-256 as 64 lower-case hexadecimal digits, by Web Crypto.
 *
 * @throws model-unavailable in a browser page that is not a secure context, which has no Web Crypto
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = crypto;
  if (!subtle) {
    throw new MutationPredictionError('model-unavailable.insecure-page');
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
