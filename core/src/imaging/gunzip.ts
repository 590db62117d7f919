import { Gunzip } from 'fflate';
import { MutationPredictionError } from '../errors.js';

/** Input per step: deflate expands at most 1032-fold, so one step stays near 64 MB. */
const STEP_BYTES = 64 * 1024;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The first `limit` bytes of what a gzip file (RFC 1952) holds, fewer where it holds fewer. What lies
 * beyond is not decompressed: a small file must not be able to fill the memory.
 *
 * @param name names the file in errors
 * @throws `malformed-object` for a damaged file
 */
export function gunzipUpTo(bytes: Uint8Array, limit: number, name: string): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Gunzip((chunk) => {
    chunks.push(chunk);
    length += chunk.length;
  });
  try {
    for (let from = 0; from < bytes.length && length < limit; from += STEP_BYTES) {
      const to = Math.min(from + STEP_BYTES, bytes.length);
      stream.push(bytes.subarray(from, to), to === bytes.length);
    }
  } catch (cause) {
    throw new MutationPredictionError(
      'malformed-object.not-decompressed',
      { file: name },
      { cause },
    );
  }

  const whole = new Uint8Array(Math.min(length, limit));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk.subarray(0, whole.length - offset), offset);
    offset += chunk.length;
    if (offset >= whole.length) break;
  }
  return whole;
}
