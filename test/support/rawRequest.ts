import type { IncomingHttpHeaders } from 'node:http';
import http from 'node:http';

export interface RawResponse {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly payload: Buffer;
  readonly text: string;
  json<T>(): T;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: Uint8Array;
}

/** An HTTP request whose path is sent as it is: `fetch` would resolve dots before they leave. */
export function rawRequest(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, payload }: RawRequest = {},
): Promise<RawResponse> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        const text = body.toString('utf8');
        const { statusCode = 0, headers } = response;
        resolve({ statusCode, headers, payload: body, text, json: () => JSON.parse(text) });
      });
    });
    request.on('error', reject);
    request.end(payload);
  });
}
