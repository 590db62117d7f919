/**
 * Every failure that a user can meet. The code is stable (tests, exit codes and translations hang on
 * it); the message names the object (series, segment, file) and `advice` says what to do next.
 * Neither ever holds patient data.
 */
export type RefusalCode =
  // input objects
  | 'not-dicom'
  | 'unsupported-object'
  | 'unsupported-transfer-syntax'
  | 'malformed-object'
  | 'parsing-stopped'
  | 'no-ct'
  | 'several-series'
  | 'non-uniform-spacing'
  | 'gantry-tilt'
  | 'inconsistent-series'
  | 'other-patient'
  // segmentations
  | 'no-segment'
  | 'empty-segment'
  | 'truncated-pixel-data'
  | 'other-frame-of-reference'
  | 'segment-outside-image'
  // radiomics
  | 'unsuitable-roi'
  | 'invalid-parameters'
  // models
  | 'model-unavailable'
  | 'model-invalid'
  | 'model-hash-mismatch'
  | 'model-input-missing'
  // running and reporting
  | 'inference-failed'
  | 'worker-failed'
  | 'no-dicom-identity'
  | 'no-report'
  | 'invalid-report'
  | 'store-refused'
  // the local viewer and its folder store
  | 'viewer-unavailable'
  | 'viewer-hash-mismatch'
  | 'folder-unavailable'
  | 'cancelled';

export class MutationPredictionError extends Error {
  override readonly name = 'MutationPredictionError';

  /**
   * @param code stable machine-readable reason
   * @param message what is wrong, in one sentence that names the object
   * @param advice what the user can do about it, in one sentence
   */
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly advice: string = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Throws `cancelled` once the signal is aborted; call between steps that take noticeable time. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new MutationPredictionError('cancelled', 'The run was cancelled.');
}
