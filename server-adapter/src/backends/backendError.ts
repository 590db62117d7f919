/**
 * Why a backend gives no answer:
 *
 * - `unknown-model`: no model has this name;
 * - `not-ready`: it is loading, or has failed;
 * - `invalid`: the request does not fit the model;
 * - `unavailable`: what would run it has gone or is full; trying again may help;
 * - `timeout`: the deadline passed;
 * - `cancelled`: the caller's signal aborted;
 * - `failed`: the model ran, and failed.
 */
export type BackendErrorKind =
  'unknown-model' | 'not-ready' | 'invalid' | 'unavailable' | 'timeout' | 'cancelled' | 'failed';

export class BackendError extends Error {
  override readonly name = 'BackendError';

  /** @param message one sentence that names the model; nothing of what was asked is quoted */
  constructor(
    readonly kind: BackendErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
