import type { ViewPlane } from './imageInputs.js';

/**
 * Stages of a run, in order; which of them there are depends on where the network runs. On a server:
 * `send`, `queue` while others come first, `run`, `receive`.
 */
export type Stage =
  'download' | 'verify' | 'compile' | 'views' | 'send' | 'queue' | 'run' | 'receive';

/** Reported at the start of a stage and, where a size is known, as it advances. */
export interface Progress {
  readonly stage: Stage;
  /**
   * Done and to do: bytes of `download`; views of `run`, where they are read one after the other. Absent where a
   * stage has no measure.
   */
  readonly loaded?: number;
  readonly total?: number;
  /** Of `download`, at the pace of the last seconds; absent until there is one. */
  readonly secondsLeft?: number;
  /** What the views read so far say, each alone; only with `run`, of a model that tells. */
  readonly views?: readonly ViewReading[];
  /** In the server's queue, from 1; only with `queue`. */
  readonly place?: number;
}

/** A view's probabilities were it the only one, while others are still to be read. */
export interface ViewReading {
  readonly plane: ViewPlane;
  /** In the order of the manifest's targets; calibrated. */
  readonly targets: readonly { readonly id: string; readonly probability: number }[];
}

export type OnProgress = (progress: Progress) => void;
