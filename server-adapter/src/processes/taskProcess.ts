import { fork, type ChildProcess } from 'node:child_process';
import { fromPlainError } from '@mutation-prediction/core';
import type {
  TaskArgument,
  TaskCall,
  TaskMessage,
  TaskName,
  TaskProgress,
  TaskRequest,
  TaskResult,
} from './messages.js';

/** Thrown by every call that waits when its process ends. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';

  constructor(
    message: string,
    readonly neverStarted: boolean,
  ) {
    super(message);
  }
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
  onProgress(progress: unknown): void;
}

export interface TaskProcessOptions {
  readonly execArgv?: readonly string[];
  /** Called whenever the process says anything: then it is not stuck. */
  readonly onSign?: () => void;
}

/**
 * A process of its own that serves tasks, from its start to its end: it is not started again. Its
 * output is thrown away; what matters comes as typed errors.
 *
 * @typeParam Tasks methods that the process serves
 */
export class TaskProcess<Tasks extends object> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #over: ProcessEnded | undefined;
  /** Resolves once the process is gone. */
  readonly ended: Promise<void>;

  /** @param program module of the process: it calls `serveTasks` */
  constructor(program: URL, { execArgv = [], onSign }: TaskProcessOptions = {}) {
    this.#child = fork(program, {
      serialization: 'advanced',
      execArgv: [...execArgv],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.ended = new Promise((resolve) => {
      const end = (error: ProcessEnded) => {
        this.#end(error);
        resolve();
      };
      this.#child.once('exit', (code, signal) =>
        end(new ProcessEnded(`The process ended by ${signal ?? `code ${code}`}.`, false)),
      );
      // Where it could not be started there is no exit.
      this.#child.once('error', ({ message }) => end(new ProcessEnded(message, true)));
    });
    this.#child.on('message', (message: TaskMessage) => {
      onSign?.();
      this.#hear(message);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Runs a task in the process.
   *
   * @param object what it is about, named in errors
   * @throws MutationPredictionError what the task throws; ProcessEnded
   */
  call<Name extends TaskName<Tasks>>(
    task: Name,
    argument: TaskArgument<Tasks, Name>,
    object: string,
  ): Promise<TaskResult<Tasks, Name>> {
    return this.start(task, argument, object).result;
  }

  /**
   * As {@link call}, for a call that can be cancelled: the process hears of it, and answers all the same.
   *
   * @param onProgress told what the task tells until it ends
   */
  start<Name extends TaskName<Tasks>>(
    task: Name,
    argument: TaskArgument<Tasks, Name>,
    object: string,
    onProgress: (progress: TaskProgress<Tasks, Name>) => void = () => undefined,
  ): { readonly result: Promise<TaskResult<Tasks, Name>>; cancel(): void } {
    const id = ++this.#calls;
    const call: TaskCall = { kind: 'call', id, task, argument, object };
    const result = new Promise<unknown>((resolve, reject) => {
      if (this.#over) return reject(this.#over);
      this.#waiting.set(id, {
        resolve,
        reject,
        onProgress: (progress) => onProgress(progress as TaskProgress<Tasks, Name>),
      });
      this.#send(call);
    });
    return {
      result: result as Promise<TaskResult<Tasks, Name>>,
      cancel: () => this.#send({ kind: 'cancel', id }),
    };
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Keeps the caller alive, as it does from the start. */
  ref(): void {
    this.#child.ref();
    this.#child.channel?.ref();
  }

  /** Keeps the caller alive no longer. */
  unref(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }

  #send(request: TaskRequest): void {
    // What cannot be sent any more is answered by the process's end.
    if (this.#child.connected) this.#child.send(request, () => undefined);
  }

  #hear(message: TaskMessage): void {
    if (message.kind === 'alive') return;
    const call = this.#waiting.get(message.id);
    if (message.kind === 'progress') return call?.onProgress(message.progress);
    this.#waiting.delete(message.id);
    if (message.kind === 'done') call?.resolve(message.result);
    else call?.reject(fromPlainError(message.error));
  }

  #end(error: ProcessEnded): void {
    this.#over ??= error;
    const calls = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of calls) reject(error);
  }
}
