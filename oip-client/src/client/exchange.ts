import { OpenInferenceError } from '../errors.js';

/** `fetch`, as far as it is used here. */
export type Fetch = (
  url: string,
  init: Omit<HttpRequest, 'url'> & { readonly redirect: 'manual'; readonly signal: AbortSignal },
) => Promise<FetchResponse>;

interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): BodyReader } | null;
}

interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: Uint8Array;
}

/**
 * One request, one answer. A redirection is not followed: what is sent, credentials among it, is
 * meant for this server alone.
 *
 * @param maxAnswerBytes how long the answer may be, decompressed
 * @throws OpenInferenceError `network` or `protocol`
 */
export async function exchange(
  fetch: Fetch,
  { url, ...request }: HttpRequest,
  maxAnswerBytes: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    const { status, headers } = response;
    // What a browser tells of a redirection has no status.
    if (status === 0 || (status >= 300 && status < 400)) {
      throw new OpenInferenceError(
        'protocol',
        `${new URL(url).origin} wants to send the request elsewhere.`,
        { status },
      );
    }
    return { status, headers, body: await readBody(response, maxAnswerBytes) };
  } catch (error) {
    if (error instanceof OpenInferenceError) throw error;
    const { origin } = new URL(url);
    throw new OpenInferenceError('network', `No answer came from ${origin}.`, { cause: error });
  }
}

async function readBody({ body }: FetchResponse, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel();
      throw new OpenInferenceError('protocol', `The answer is longer than ${maxBytes} bytes.`);
    }
    chunks.push(part.value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
