import { toPlainError, type PlainError } from '@mutation-prediction/core';
import { ALIVE_EVERY_MS, type TaskCall, type TaskMessage, type TaskRequest } from './messages.js';

type Task = (
  argument: unknown,
  signal: AbortSignal,
  onProgress: (progress: unknown) => void,
) => unknown;

/**
 * The process's side: runs the tasks it is sent until its caller is gone.
 *
 * @param tasks an object whose methods are the tasks; each is given its argument, a signal that
 *   aborts when nobody waits for it any more, and what tells its caller how far it is
 * @param unforeseen what a defect is told as
 */
export function serveTasks(
  tasks: object,
  unforeseen: (object: string, message: string) => PlainError,
): void {
  const running = new Map<number, AbortController>();
  const send = (message: TaskMessage) => process.send?.(message);
  const run = async ({ id, task, argument, object }: TaskCall): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const method = (tasks as Readonly<Record<string, Task>>)[task]!;
      const onProgress = (progress: unknown) => send({ kind: 'progress', id, progress });
      const result = await method.call(tasks, argument, controller.signal, onProgress);
      send({ kind: 'done', id, result });
    } catch (error) {
      const plain = toPlainError(error, (message) => unforeseen(object, message));
      send({ kind: 'failed', id, error: plain });
    } finally {
      running.delete(id);
    }
  };
  setInterval(() => send({ kind: 'alive' }), ALIVE_EVERY_MS);
  process.on('disconnect', () => process.exit());
  process.on('message', (request: TaskRequest) => {
    if (request.kind === 'cancel') running.get(request.id)?.abort();
    else void run(request);
  });
}
