import { MutationPredictionError, toPlainError } from '@mutation-prediction/core';
import { ALIVE_EVERY_MS, type ParserMessage, type TaskCall } from './messages.js';

/**
 * The process's side of `Parser`: runs the tasks it is sent until its caller is gone.
 *
 * @param tasks an object whose methods are the tasks
 */
export function serveTasks(tasks: object): void {
  const run = ({ task, argument }: TaskCall): unknown =>
    (tasks as Record<string, (argument: unknown) => unknown>)[task]!(argument);
  const send = (message: ParserMessage) => process.send?.(message);
  setInterval(() => send({ kind: 'alive' }), ALIVE_EVERY_MS);
  process.on('disconnect', () => process.exit());
  process.on('message', (call: TaskCall) => {
    const { id, object } = call;
    void Promise.resolve()
      .then(() => run(call))
      .then(
        (result) => send({ kind: 'done', id, result }),
        (error: unknown) =>
          send({ kind: 'failed', id, error: toPlainError(error, () => unforeseen(object)) }),
      );
  });
}

const unforeseen = (object: string) =>
  new MutationPredictionError('malformed-object.contradictory', { object });
