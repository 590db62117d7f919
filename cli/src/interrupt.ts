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
