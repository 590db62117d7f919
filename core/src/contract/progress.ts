/**
 * Stages of a run, in order; which of them there are depends on where the network runs. On a server:
 * `send`, `queue` while others come first, `run`, `receive`.
 */
export type Stage =
  'download' | 'verify' | 'compile' | 'views' | 'send' | 'queue' | 'run' | 'receive';

/** Reported at the start of a stage and, where a size is known, as it advances. */
export interface Progress {
  readonly stage: Stage;
  /** Done and to do, in bytes for `download`; absent where a stage has no measure. */
  readonly loaded?: number;
  readonly total?: number;
  /** In the server's queue, from 1; only with `queue`. */
  readonly place?: number;
}

export type OnProgress = (progress: Progress) => void;
