/**
 * One message of the protocol: a JSON head and, after it, the bytes of those tensors that are not in
 * it. `Inference-Header-Content-Length` says how long the head is; whether there are such bytes is
 * told by that header alone, because servers label binary answers with any media type or none.
 */
import { parseObject, type JsonObject } from './json.js';
import { Malformed } from './malformed.js';
import { utf8 } from './text.js';

export const HEAD_LENGTH = 'inference-header-content-length';

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** HTTP headers as `fetch` has them, or as Node has them: by their names in lower case. */
export type HttpHeaders =
  FetchHeaders | Readonly<Record<string, string | readonly string[] | undefined>>;

interface FetchHeaders {
  get(name: string): string | null;
}

export function joinMessage(head: JsonObject, binary: readonly Uint8Array[]): Message {
  const json = utf8(JSON.stringify(head));
  if (binary.length === 0) return { headers: { 'content-type': 'application/json' }, body: json };
  const length = binary.reduce((sum, { byteLength }) => sum + byteLength, json.byteLength);
  const body = new Uint8Array(length);
  body.set(json);
  let offset = json.byteLength;
  for (const bytes of binary) {
    body.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return {
    headers: {
      'content-type': 'application/octet-stream',
      [HEAD_LENGTH]: String(json.byteLength),
    },
    body,
  };
}

/**
 * @param maxHeadBytes how long the JSON may be, in which tensors may be too
 * @throws Malformed where the head is not where the header says, too long, or no JSON object
 */
export function splitMessage(
  headers: HttpHeaders,
  body: Uint8Array,
  maxHeadBytes: number,
): { readonly head: JsonObject; readonly binary: Uint8Array } {
  const length = headLength(headers) ?? body.byteLength;
  if (length > body.byteLength) throw new Malformed('it ends within its JSON');
  if (length > maxHeadBytes) {
    throw new Malformed(`its JSON has ${length} bytes, of ${maxHeadBytes} allowed`);
  }
  return { head: parseObject(body.subarray(0, length), 'it'), binary: body.subarray(length) };
}

function headLength(headers: HttpHeaders): number | undefined {
  const value = isFetchHeaders(headers) ? headers.get(HEAD_LENGTH) : headers[HEAD_LENGTH];
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) {
    throw new Malformed(`${HEAD_LENGTH} is not a length`);
  }
  return Number(value);
}

function isFetchHeaders(headers: HttpHeaders): headers is FetchHeaders {
  return typeof headers.get === 'function';
}
