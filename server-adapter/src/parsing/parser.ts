import { fork, type ChildProcess } from 'node:child_process';
import { fromPlainError, MutationPredictionError } from '@mutation-prediction/core';
import type { ParserMessage, TaskCall } from './messages.js';
import { processorTime, residentMemory } from './processUse.js';

/** What a parsing process may use before it is killed. */
export interface ParserLimits {
  /**
   * Longest computation that never lets go: processor time where the system tells it, so that a
   * machine with much else to do is no reason; else time.
   */
  readonly computingMs: number;
  /** Physical memory. */
  readonly memoryBytes: number;
}

/** Far above any real object, far below what harms the machine. */
export const DEFAULT_LIMITS: ParserLimits = { computingMs: 10_000, memoryBytes: 4 * 2 ** 30 };

const WATCH_EVERY_MS = 100;

/** A process that gives no sign for this many times its limit is given up, whatever it waits for. */
const SILENT_TIMES = 12;

type TaskName<Tasks> = Extract<keyof Tasks, string>;
type Argument<Task> = Task extends (argument: infer One) => unknown ? One : never;
type Result<Task> = Task extends (argument: never) => infer Answer ? Awaited<Answer> : never;

interface PendingCall {
  readonly object: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

const ended = (object: string) => new MutationPredictionError('parsing-stopped.ended', { object });
const closed = (object: string) =>
  new MutationPredictionError('parsing-stopped.closed', { object });
const notStarted = (object: string) =>
  new MutationPredictionError('parsing-stopped.not-started', { object });

/**
 * A process of its own that reads files nobody vouches for. A file that makes it hang, grow or crash
 * costs that process and one typed error, never the caller. The next call starts a fresh one.
 *
 * It lives as long as its caller, keeps no one alive while idle, and holds what its tasks have
 * opened until it ends.
 *
 * @typeParam Tasks what the process was given to serve: methods from one plain value to another
 */
export class Parser<Tasks extends object> {
  readonly #pending = new Map<number, PendingCall>();
  #child: ChildProcess | undefined;
  #watch: NodeJS.Timeout | undefined;
  /** When it last gave a sign of life, and its processor time then; ms. */
  #lastSign = { time: 0, processor: 0 };
  #calls = 0;

  /**
   * @param program module of the process: it calls `serveTasks`
   */
  constructor(
    private readonly program: URL,
    private readonly limits: ParserLimits = DEFAULT_LIMITS,
  ) {}

  /**
   * Runs a task in the process.
   *
   * @param object what it reads, named in errors
   * @throws MutationPredictionError what the task throws; `parsing-stopped` when the process hung,
   *   grew beyond its limits, or died
   */
  call<Name extends TaskName<Tasks>>(
    task: Name,
    argument: Argument<Tasks[Name]>,
    object: string,
  ): Promise<Result<Tasks[Name]>> {
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      const id = ++this.#calls;
      if (this.#pending.size === 0) this.#wake(child);
      this.#pending.set(id, { object, resolve: resolve as PendingCall['resolve'], reject });
      const call: TaskCall = { id, task, argument, object };
      child.send(call, (error) => {
        if (error) this.#lose(child, ended);
      });
    });
  }

  /** Ends the process; what it holds open is gone. */
  close(): void {
    if (this.#child) this.#lose(this.#child, closed);
  }

  #start(): ChildProcess {
    const heapMebibytes = Math.ceil(this.limits.memoryBytes / 2 ** 20);
    const child = fork(this.program, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapMebibytes}`],
      // Its words could quote a file; what matters comes as a typed error.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (message: ParserMessage) => this.#hear(child, message));
    child.on('exit', () => this.#lose(child, ended));
    child.on('error', () => this.#lose(child, notStarted));
    return child;
  }

  #hear(child: ChildProcess, message: ParserMessage): void {
    this.#note(child);
    if (message.kind === 'alive') return;
    const call = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (this.#pending.size === 0) this.#rest(child);
    if (message.kind === 'done') call?.resolve(message.result);
    else call?.reject(fromPlainError(message.error));
  }

  /** A busy process is watched, and waited for. */
  #wake(child: ChildProcess): void {
    this.#note(child);
    this.#watch = setInterval(() => this.#check(child), WATCH_EVERY_MS);
    child.ref();
    child.channel?.ref();
  }

  #rest(child: ChildProcess): void {
    clearInterval(this.#watch);
    child.unref();
    child.channel?.unref();
  }

  #note(child: ChildProcess): void {
    const processor = processorTime(child.pid ?? 0) ?? 0;
    this.#lastSign = { time: performance.now(), processor };
  }

  #check(child: ChildProcess): void {
    const { computingMs, memoryBytes } = this.limits;
    const pid = child.pid ?? 0;
    const silent = performance.now() - this.#lastSign.time;
    const processor = processorTime(pid);
    const computed = processor === undefined ? silent : processor - this.#lastSign.processor;
    if ((residentMemory(pid) ?? 0) > memoryBytes) {
      const mebibytes = Math.round(memoryBytes / 2 ** 20);
      this.#lose(
        child,
        (object) => new MutationPredictionError('parsing-stopped.memory', { object, mebibytes }),
      );
    } else if (computed > computingMs || silent > SILENT_TIMES * computingMs) {
      const seconds = Math.round(silent / 1000);
      this.#lose(
        child,
        (object) => new MutationPredictionError('parsing-stopped.time', { object, seconds }),
      );
    }
  }

  /** Fails every call that waits, once; a later call gets a new process. */
  #lose(child: ChildProcess, refusal: (object: string) => MutationPredictionError): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#rest(child);
    child.kill('SIGKILL');
    const calls = [...this.#pending.values()];
    this.#pending.clear();
    for (const { object, reject } of calls) reject(refusal(object));
  }
}
