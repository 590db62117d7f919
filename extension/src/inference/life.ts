/**
 * A worker that the browser ends (for want of memory, say) sends no word of it. But a lock that it held is free then,
 * and whoever waits for that lock learns of the end, at once and for certain.
 */

/** Said by a worker that holds the lock of its own name. */
export const ALIVE = 'alive';

/** Called by a worker, once; without locks (an insecure page) nobody watches. */
export function holdLife(): void {
  void navigator.locks?.request(self.name, () => {
    self.postMessage(ALIVE);
    return new Promise(() => undefined);
  });
}

/**
 * Watches a worker that calls `holdLife`.
 *
 * @param name that the worker was started with, no other's
 * @param onEnd also called after the worker was ended on purpose
 */
export function watchLife(worker: Worker, name: string, onEnd: () => void): void {
  const watch = ({ data }: MessageEvent<unknown>) => {
    if (data !== ALIVE) return;
    worker.removeEventListener('message', watch);
    void navigator.locks?.request(name, onEnd);
  };
  worker.addEventListener('message', watch);
}
