/** Stages of a run, in order. */
export type Stage = 'download' | 'verify' | 'compile' | 'views' | 'run';

/** Reported at the start of a stage and, where a size is known, as it advances. */
export interface Progress {
  readonly stage: Stage;
  /** Done and to do, in bytes for `download`; absent where a stage has no measure. */
  readonly loaded?: number;
  readonly total?: number;
}

export type OnProgress = (progress: Progress) => void;
