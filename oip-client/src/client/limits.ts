import { OpenInferenceError } from '../errors.js';

/** What ends a call from outside. */
export interface Limits {
  /** Ends it with `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  /** Ends it with `timeout`, all tries and waits together, ms. */
  readonly deadlineMs?: number | undefined;
}

/** The longest that timers wait, 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Runs work that can be ended: by the signal that it is given, and at once for whoever waits, also
 * where the work does not heed the signal.
 */
export async function withinLimits<T>(
  { signal, deadlineMs }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw cancelled();
  const controller = new AbortController();
  let end!: (error: OpenInferenceError) => void;
  const ended = new Promise<never>((_, reject) => {
    end = (error) => {
      // First, so that this is why the work ended, not what the work makes of the signal.
      reject(error);
      controller.abort(error);
    };
  });
  const cancel = () => end(cancelled());
  signal?.addEventListener('abort', cancel);
  const timer =
    deadlineMs === undefined
      ? undefined
      : setTimeout(() => end(tooLate(deadlineMs)), Math.min(deadlineMs, LONGEST_MS));
  try {
    return await Promise.race([ended, work(controller.signal)]);
  } finally {
    signal?.removeEventListener('abort', cancel);
    clearTimeout(timer);
  }
}

function cancelled(): OpenInferenceError {
  return new OpenInferenceError('cancelled', 'The call was cancelled.');
}

function tooLate(deadlineMs: number): OpenInferenceError {
  return new OpenInferenceError('timeout', `No answer came within ${deadlineMs} ms.`);
}

/** Resolves after a time, or never once the signal is aborted: then nobody waits any longer. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
