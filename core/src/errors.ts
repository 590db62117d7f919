import type { Reason, RefusalCode, Values, ValuesOf } from './words/catalogue.js';
import { en } from './words/en.js';
import { split, wordsOf } from './words/render.js';

export type { Reason, RefusalCode, Values, ValuesOf };

export interface RefusalOptions extends ErrorOptions {
  /** Where it is not the reason's own: of the first of several failures, for instance. */
  readonly code?: RefusalCode;
}

/** What a reason's sentences ask for; nothing need be given where they ask for nothing. */
type Details<R extends Reason> = keyof ValuesOf<R> extends never
  ? [values?: Readonly<Record<string, never>>, options?: RefusalOptions]
  : [values: ValuesOf<R>, options?: RefusalOptions];

/**
 * A failure that a user can meet: a stable code, why it came to it, and the values that its sentences
 * name, never patient data. The sentences stand in `words/en.ts`; `wordsOf` says them in any language.
 */
export class MutationPredictionError<R extends Reason = Reason> extends Error {
  override readonly name = 'MutationPredictionError';
  readonly code: RefusalCode;
  readonly reason: Reason;
  readonly values: Values;
  /** What the user can do about it, in one English sentence, as `message` says what is wrong. */
  readonly advice: string;

  /**
   * @param reason code and reason, e.g. `no-segment.several`
   * @param details the values of its sentences, and options
   */
  constructor(reason: R, ...details: Details<R>) {
    const [values = {}, options] = details as [Values?, RefusalOptions?];
    const { message, advice } = wordsOf({ reason, values }, en);
    super(message, options);
    this.code = options?.code ?? (split(reason)[0] as RefusalCode);
    this.reason = reason;
    this.values = values;
    this.advice = advice;
  }
}

/** Throws `cancelled` once the signal is aborted; call between steps that take noticeable time. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new MutationPredictionError('cancelled.run');
}

/** Rejects with `cancelled` as soon as the signal aborts, whatever the promise does later. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const cancel = () => reject(new MutationPredictionError('cancelled.run'));
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
  });
}
