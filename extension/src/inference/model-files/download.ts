import { messageOf, MutationPredictionError } from '@mutation-prediction/core';

/**
 * GETs a static file of a model package. No token is ever sent: packages are public to whoever may
 * open the viewer, and may lie on another origin.
 *
 * @throws MutationPredictionError `model-unavailable` with the server's status
 */
export async function fetchFile(url: string): Promise<Response> {
  let response: Response;
  try {
    // Revalidates: a package that was updated in place must not meet the old file's cached copy.
    response = await fetch(url, { cache: 'no-cache' });
  } catch (error) {
    throw broken(url, error);
  }
  const { ok, status } = response;
  if (!ok) throw notServed(url, status);
  return response;
}

/**
 * Reads a body of known size piece by piece.
 *
 * @param size bytes that the manifest promises
 * @param onBytes told the bytes read so far, at most a hundred times
 * @returns what was sent: shorter than `size` where the server stopped early, never longer
 * @throws MutationPredictionError `model-unavailable` where the connection broke off
 */
export async function readBody(
  response: Response,
  size: number,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = (response.body ?? new Blob().stream()).getReader();
  const bytes = new Uint8Array(size);
  let loaded = 0;
  let reported = 0;
  try {
    while (loaded < size) {
      const { done, value } = await reader.read();
      if (done) break;
      const piece = value.subarray(0, size - loaded);
      bytes.set(piece, loaded);
      loaded += piece.length;
      if (loaded - reported < size / 100) continue;
      reported = loaded;
      onBytes(loaded);
    }
  } catch (error) {
    throw broken(response.url, error);
  }
  await reader.cancel();
  return bytes.subarray(0, loaded);
}

/** The server has it not, or keeps it from us. */
export function notServed(url: string, status: number): MutationPredictionError {
  return new MutationPredictionError('model-unavailable.not-served', { url, status });
}

/** No connection, or none any more. */
export function broken(url: string, cause: unknown): MutationPredictionError {
  const problem = messageOf(cause);
  return new MutationPredictionError('model-unavailable.not-fetched', { url, problem }, { cause });
}
