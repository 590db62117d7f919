import { OpenInferenceError } from '../errors.js';
import { pause } from './limits.js';

export interface RetryPolicy {
  /** After which failures; both unless said. */
  readonly kinds: readonly ('network' | 'busy')[];
  /** The first one counted; 1 for none after it. */
  readonly maxTries: number;
  /** No try begins later than this after the first, ms. */
  readonly withinMs: number;
  /** The wait after the first try is at most this long, and twice that after each further one, ms. */
  readonly firstWaitMs: number;
}

export const RETRY: RetryPolicy = {
  kinds: ['network', 'busy'],
  maxTries: 4,
  withinMs: 30_000,
  firstWaitMs: 500,
};
export const NO_RETRY: RetryPolicy = { ...RETRY, maxTries: 1 };

/**
 * Tries again where no answer came or the server is busy, and nowhere else: what failed for another
 * reason would fail again. Waits are random from nothing to their length ("full jitter"), so that
 * many clients that were turned away together do not come back together, and begin when the time is
 * over for which the server asked to be left alone.
 */
export async function withRetries<T>(
  { kinds, maxTries, withinMs, firstWaitMs }: RetryPolicy,
  { signal, timeLeftMs }: { readonly signal: AbortSignal; timeLeftMs(): number },
  attempt: () => Promise<T>,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const isPassing =
        error instanceof OpenInferenceError && kinds.some((kind) => kind === error.kind);
      if (!isPassing || signal.aborted || tries >= maxTries) throw error;
      const jitter = Math.random() * firstWaitMs * 2 ** (tries - 1);
      const wait = (error.retryAfterMs ?? 0) + jitter;
      // Waiting in vain would only hide why.
      if (wait >= Math.min(end - performance.now(), timeLeftMs())) throw error;
      await pause(wait, signal);
    }
  }
}
