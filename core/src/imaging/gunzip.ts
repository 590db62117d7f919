import { Gunzip } from 'fflate';
import { MutationPredictionError } from '../errors.js';

/** Deflate expands at most so many times (zlib's technical details). */
const MOST_EXPANSION = 1032;
/** Input per step, which so stays near 64 MB. */
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
  const whole = new Uint8Array(Math.min(limit, bytes.length * MOST_EXPANSION));
  let length = 0;
  const stream = new Gunzip((chunk) => {
    const taken = Math.min(chunk.length, whole.length - length);
    whole.set(taken < chunk.length ? chunk.subarray(0, taken) : chunk, length);
    length += taken;
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
  return length < whole.length ? whole.slice(0, length) : whole;
}
