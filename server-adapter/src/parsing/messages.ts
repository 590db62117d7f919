import type { PlainError } from '@mutation-prediction/core';

/** A task for the parsing process; everything in it can be cloned. */
export interface TaskCall {
  readonly id: number;
  readonly task: string;
  readonly argument: unknown;
  /** What is being read, for errors. */
  readonly object: string;
}

export type ParserMessage =
  /** Sent at intervals while the process is not stuck in a computation. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: PlainError };

/** How often the process says that it is alive. */
export const ALIVE_EVERY_MS = 200;
