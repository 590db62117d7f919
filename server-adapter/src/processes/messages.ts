import type { PlainError } from '@mutation-prediction/core';

/** A task for a process; everything in it can be cloned. */
export interface TaskCall {
  readonly kind: 'call';
  readonly id: number;
  readonly task: string;
  readonly argument: unknown;
  /** What it is about, e.g. what is being read, for errors. */
  readonly object: string;
}

export type TaskRequest =
  | TaskCall
  /** Nobody waits for the call any more. */
  | { readonly kind: 'cancel'; readonly id: number };

export type TaskMessage =
  /** Sent at intervals while the process is not stuck in a computation. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: PlainError };

/** How often the process says that it is alive. */
export const ALIVE_EVERY_MS = 200;

/** Of what a process serves: methods from one plain value to another. */
export type TaskName<Tasks> = Extract<keyof Tasks, string>;

export type TaskArgument<Tasks, Name extends TaskName<Tasks>> = Tasks[Name] extends (
  argument: infer One,
  ...others: never[]
) => unknown
  ? One
  : never;

/** What a task that tells how far it is tells: what its third parameter takes. */
export type TaskProgress<Tasks, Name extends TaskName<Tasks>> = Tasks[Name] extends (
  argument: never,
  signal: never,
  onProgress: (progress: infer Progress) => void,
) => unknown
  ? Progress
  : never;

export type TaskResult<Tasks, Name extends TaskName<Tasks>> = Tasks[Name] extends (
  ...parameters: never[]
) => infer Answer
  ? Awaited<Answer>
  : never;
