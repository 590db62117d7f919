/**
 * Runs a task that Ctrl-C (SIGINT) cancels in good order; a second Ctrl-C ends the process at once.
 *
 * @param task is to stop when its signal aborts
 */
export async function untilInterrupted<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.once('SIGINT', interrupt);
  try {
    return await task(controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** Resolves at the first Ctrl-C (or SIGTERM); a second one ends the process at once. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
