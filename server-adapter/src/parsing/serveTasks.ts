import { toPlainError, type PlainError } from '@mutation-prediction/core';
import { ALIVE_EVERY_MS, type ParserMessage, type TaskCall } from './messages.js';

/** A task takes and gives plain data. */
export type Task = (argument: never) => unknown;

/** The process's side of `Parser`: runs the tasks it is sent until its caller is gone. */
export function serveTasks(tasks: Readonly<Record<string, Task>>): void {
  const send = (message: ParserMessage) => process.send?.(message);
  setInterval(() => send({ kind: 'alive' }), ALIVE_EVERY_MS);
  process.on('disconnect', () => process.exit());
  process.on('message', ({ id, task, argument, object }: TaskCall) => {
    void Promise.resolve()
      .then(() => tasks[task]?.(argument as never))
      .then(
        (result) => send({ kind: 'done', id, result }),
        (error: unknown) =>
          send({ kind: 'failed', id, error: toPlainError(error, () => unforeseen(object)) }),
      );
  });
}

function unforeseen(object: string): PlainError {
  return {
    code: 'malformed-object',
    message: `${object} contradicts itself and cannot be read.`,
    advice: 'Export it again from its source.',
  };
}
