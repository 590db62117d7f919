import { OpenInferenceError, type OpenInferenceErrorKind } from '../errors.js';
import type { HttpAnswer } from './exchange.js';

const KINDS: Readonly<Record<number, OpenInferenceErrorKind>> = {
  401: 'unauthorised',
  403: 'refused',
  404: 'not-found',
  408: 'timeout',
  429: 'busy',
  503: 'busy',
  504: 'timeout',
};

/** Pages of proxies can be long. */
const MAX_MESSAGE_LENGTH = 1000;

/** What a server means by an answer that is not 2xx. */
export function refusal({ status, headers, body }: HttpAnswer): OpenInferenceError {
  const retryAfterMs = retryAfter(headers.get('retry-after'));
  return new OpenInferenceError(
    KINDS[status] ?? (status >= 500 ? 'server' : 'invalid'),
    words(new TextDecoder('utf-8').decode(body)) || `The server answered ${status}.`,
    { status, ...(retryAfterMs !== undefined && { retryAfterMs }) },
  );
}

/**
 * `error` is the protocol's, `detail` that of KServe and MLServer (FastAPI: a text, or a list of
 * objections), anything else is taken for a text, whatever media type the answer claims.
 */
function words(text: string): string {
  return (fromJson(text) ?? text.trim()).slice(0, MAX_MESSAGE_LENGTH);
}

function fromJson(text: string): string | undefined {
  try {
    const { error, detail } = JSON.parse(text) as { error?: unknown; detail?: unknown };
    if (typeof error === 'string') return error;
    if (typeof detail === 'string') return detail;
    if (Array.isArray(detail)) return detail.map(objection).join('; ');
  } catch {
    // Not JSON, or null.
  }
  return undefined;
}

function objection(entry: { loc?: unknown; msg?: unknown } | null): string {
  const place = Array.isArray(entry?.loc) ? `${entry.loc.join('.')}: ` : '';
  return `${place}${typeof entry?.msg === 'string' ? entry.msg : JSON.stringify(entry)}`;
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
