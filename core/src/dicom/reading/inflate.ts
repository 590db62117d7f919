import { Inflate } from 'fflate';

/** Thrown when a deflate stream grows beyond the size that its reader allows. */
export class InflateLimitError extends Error {
  override readonly name = 'InflateLimitError';

  constructor(readonly limit: number) {
    super(`inflates to more than ${limit} bytes`);
  }
}

/** Input per step: deflate expands at most 1032-fold, so one step stays near 16 MB. */
const STEP_BYTES = 16 * 1024;

/**
 * Inflates a raw deflate stream (RFC 1951) of at most `limit` bytes, holding never much more than
 * that: a small file must not be able to fill the memory.
 */
export function inflateBounded(deflated: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const chunk of inflateInChunks(deflated)) {
    length += chunk.length;
    if (length > limit) throw new InflateLimitError(limit);
    chunks.push(chunk);
  }
  return concatenated(chunks, length);
}

/** The first bytes of what a raw deflate stream inflates to, `length` or a few more where it has as many. */
export function inflateStart(deflated: Uint8Array, length: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let found = 0;
  for (const chunk of inflateInChunks(deflated)) {
    chunks.push(chunk);
    found += chunk.length;
    if (found >= length) break;
  }
  return concatenated(chunks, found);
}

/** A raw deflate stream piece by piece, for what is too large to hold. */
export function* inflateInChunks(deflated: Uint8Array): Generator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  const stream = new Inflate((chunk) => chunks.push(chunk));
  for (let offset = 0; offset < deflated.length; offset += STEP_BYTES) {
    const end = Math.min(offset + STEP_BYTES, deflated.length);
    stream.push(deflated.subarray(offset, end), end === deflated.length);
    yield* chunks;
    chunks = [];
  }
}

function concatenated(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const inflated = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    inflated.set(chunk, offset);
    offset += chunk.length;
  }
  return inflated;
}
