import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { ModelFile } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import { broken, notServed } from './download.js';
import type { GrowingFile } from './growingFile.js';

type Hash = ReturnType<typeof sha256.create>;

/** Connections in a row that bring nothing before we give up. */
const FRUITLESS_TRIES = 4;
const PIECE = 2 ** 20;
const DIGITS_SHOWN = 8;

/**
 * Fetches a file of a package into one of the browser's, behind what that has of it already, and hashes it on
 * the way. A connection that breaks off is taken up again; a server that knows no ranges, or has another version
 * meanwhile, sends the whole file anew.
 *
 * @param onBytes told the bytes of the file so far
 * @param waitMs before the first new try; doubled each time
 * @throws MutationPredictionError `model-unavailable`, with what was fetched kept for the next time;
 *   `model-hash-mismatch`, with nothing kept
 * @throws OutOfRoom
 */
export async function downloadFile(
  url: string,
  file: ModelFile,
  kept: GrowingFile,
  onBytes: (loaded: number) => void,
  waitMs = 1000,
): Promise<void> {
  if (kept.size > file.size) await kept.restart(undefined);
  const startedWith = kept.size;
  const state = { hash: hashOf(kept) };
  onBytes(kept.size);
  for (let fruitless = 0; kept.size < file.size;) {
    const before = kept.size;
    try {
      if (!(await receive(url, file, kept, state, onBytes))) break;
    } catch (error) {
      const isLost =
        error instanceof MutationPredictionError &&
        error.reason === 'model-unavailable.not-fetched';
      fruitless = kept.size > before ? 0 : fruitless + 1;
      if (!isLost || fruitless === FRUITLESS_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs * 2 ** fruitless));
    }
  }
  const mismatch = mismatchOf(file, kept, state.hash);
  if (!mismatch) return;
  await kept.restart(undefined);
  if (startedWith === 0) throw mismatch;
  // What lay here may have been of another version, or damaged: once more, all of it.
  await downloadFile(url, file, kept, onBytes, waitMs);
}

/** @returns false where the server sent less than the file, and said that it was all */
async function receive(
  url: string,
  { size }: ModelFile,
  kept: GrowingFile,
  state: { hash: Hash },
  onBytes: (loaded: number) => void,
): Promise<boolean> {
  const response = await request(url, kept);
  const goesOn = response.status === 206 && startOf(response) === kept.size;
  if (!goesOn) {
    if (response.status !== 200) {
      // A range that the server does not have: it has another file.
      await response.body?.cancel();
      if (kept.size === 0) throw notServed(url, response.status);
      await kept.restart(undefined);
      state.hash = sha256.create();
      return true;
    }
    await kept.restart(versionOf(response));
    state.hash = sha256.create();
  }
  const reader = (response.body ?? new Blob().stream()).getReader();
  while (kept.size < size) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw broken(url, error);
    });
    if (done) return false;
    const piece = value.subarray(0, size - kept.size) as Uint8Array<ArrayBuffer>;
    kept.append(piece);
    state.hash.update(piece);
    onBytes(kept.size);
  }
  await reader.cancel();
  return true;
}

async function request(url: string, { size, version }: GrowingFile): Promise<Response> {
  const headers: Record<string, string> = {};
  if (size > 0) headers['range'] = `bytes=${size}-`;
  if (size > 0 && version !== undefined) headers['if-range'] = version;
  let response: Response;
  try {
    // The browser's own cache would keep the same bytes a second time.
    response = await fetch(url, { cache: 'no-store', headers });
  } catch (error) {
    throw broken(url, error);
  }
  if (!response.ok && response.status !== 416) throw notServed(url, response.status);
  return response;
}

/** A strong entity tag, by which a server tells whether a range is of the same file (RFC 9110, 13.1.5). */
function versionOf({ headers }: Response): string | undefined {
  const tag = headers.get('etag');
  return tag?.startsWith('"') ? tag : undefined;
}

/** First byte of a partial answer. */
function startOf({ headers }: Response): number | undefined {
  const start = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

function hashOf(kept: GrowingFile): Hash {
  const hash = sha256.create();
  const piece = new Uint8Array(Math.min(PIECE, kept.size));
  for (let at = 0; at < kept.size; at += piece.length) {
    hash.update(piece.subarray(0, kept.read(at, piece)));
  }
  return hash;
}

function mismatchOf(
  file: ModelFile,
  kept: GrowingFile,
  hash: Hash,
): MutationPredictionError | undefined {
  if (kept.size !== file.size) {
    return new MutationPredictionError('model-hash-mismatch.size', {
      file: file.path,
      found: kept.size,
      expected: file.size,
    });
  }
  const found = bytesToHex(hash.digest());
  if (found === file.sha256) return undefined;
  return new MutationPredictionError('model-hash-mismatch.digest', {
    file: file.path,
    found: found.slice(0, DIGITS_SHOWN),
    expected: file.sha256.slice(0, DIGITS_SHOWN),
  });
}
