/**
 * Why a call failed, in terms of what its caller can do:
 *
 * - `network`: no answer came;
 * - `busy`: the server is full, or this caller's quota is used up (429, 503);
 * - `unauthorised`: the server wants to know who asks (401);
 * - `refused`: it knows, and refuses (403);
 * - `not-found`: no such model or version (404);
 * - `invalid`: the request is not one that the server or the protocol allows (other 4xx);
 * - `timeout`: the caller's deadline passed, or the server's or a proxy's did (408, 504);
 * - `cancelled`: by the caller;
 * - `server`: the server failed (other 5xx);
 * - `protocol`: what came back is no answer of this protocol.
 */
export type OpenInferenceErrorKind =
  | 'network'
  | 'busy'
  | 'unauthorised'
  | 'refused'
  | 'not-found'
  | 'invalid'
  | 'timeout'
  | 'cancelled'
  | 'server'
  | 'protocol';

export interface OpenInferenceErrorDetails extends ErrorOptions {
  readonly status?: number;
  readonly retryAfterMs?: number;
}

export class OpenInferenceError extends Error {
  override readonly name = 'OpenInferenceError';
  /** The HTTP status, where a server answered. */
  readonly status?: number;
  /** How long the server asked to be left alone, ms. */
  readonly retryAfterMs?: number;

  constructor(
    readonly kind: OpenInferenceErrorKind,
    message: string,
    { status, retryAfterMs, ...options }: OpenInferenceErrorDetails = {},
  ) {
    super(message, options);
    if (status !== undefined) this.status = status;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}
