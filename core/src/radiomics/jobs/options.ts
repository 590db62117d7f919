export interface RadiomicsOptions {
  readonly signal?: AbortSignal;
  /** Called before the first job, after each one, and so at the end. */
  readonly onProgress?: (progress: RadiomicsProgress) => void;
}

/** Jobs done of all: one for the shape and one for each image type. */
export interface RadiomicsProgress {
  readonly done: number;
  readonly total: number;
}
