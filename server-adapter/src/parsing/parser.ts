import { MutationPredictionError } from '@mutation-prediction/core';
import type { TaskArgument, TaskName, TaskResult } from '../processes/messages.js';
import { ProcessEnded, TaskProcess } from '../processes/taskProcess.js';
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
export const DEFAULT_LIMITS: ParserLimits = { computingMs: 30_000, memoryBytes: 4 * 2 ** 30 };

const WATCH_EVERY_MS = 100;

/** A process that gives no sign for this many times its limit is given up, whatever it waits for. */
const SILENT_TIMES = 12;

/** Why a call was not answered, of what was being read. */
type Refusal = (object: string) => MutationPredictionError;

const ended: Refusal = (object) => new MutationPredictionError('parsing-stopped.ended', { object });
const closed: Refusal = (object) =>
  new MutationPredictionError('parsing-stopped.closed', { object });
const notStarted: Refusal = (object) =>
  new MutationPredictionError('parsing-stopped.not-started', { object });

/** A process, and what is known of it. */
interface Reader<Tasks extends object> {
  readonly process: TaskProcess<Tasks>;
  /** Calls that wait for it. */
  calls: number;
  /** Why it was stopped; absent while it was not. */
  stoppedFor?: Refusal;
}

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
  #reader: Reader<Tasks> | undefined;
  #watch: NodeJS.Timeout | undefined;
  /** When it last gave a sign of life, and its processor time then; ms. */
  #lastSign = { time: 0, processor: 0 };

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
  async call<Name extends TaskName<Tasks>>(
    task: Name,
    argument: TaskArgument<Tasks, Name>,
    object: string,
  ): Promise<TaskResult<Tasks, Name>> {
    const reader = (this.#reader ??= this.#start());
    if (reader.calls++ === 0) this.#wake(reader);
    try {
      return await reader.process.call(task, argument, object);
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error;
      throw (reader.stoppedFor ?? (error.neverStarted ? notStarted : ended))(object);
    } finally {
      if (--reader.calls === 0) this.#rest(reader);
    }
  }

  /** Ends the process; what it holds open is gone. */
  close(): void {
    if (this.#reader) this.#stop(this.#reader, closed);
  }

  #start(): Reader<Tasks> {
    const heapMebibytes = Math.ceil(this.limits.memoryBytes / 2 ** 20);
    const process = new TaskProcess<Tasks>(this.program, {
      execArgv: [`--max-old-space-size=${heapMebibytes}`],
      onSign: () => this.#note(reader),
    });
    const reader: Reader<Tasks> = { process, calls: 0 };
    void process.ended.then(() => this.#forget(reader));
    return reader;
  }

  /** A busy process is watched, and waited for. */
  #wake(reader: Reader<Tasks>): void {
    this.#note(reader);
    this.#watch = setInterval(() => this.#check(reader), WATCH_EVERY_MS);
    reader.process.ref();
  }

  #rest(reader: Reader<Tasks>): void {
    if (this.#reader === reader || !this.#reader) clearInterval(this.#watch);
    reader.process.unref();
  }

  #note({ process }: Reader<Tasks>): void {
    const processor = processorTime(process.pid ?? 0) ?? 0;
    this.#lastSign = { time: performance.now(), processor };
  }

  #check(reader: Reader<Tasks>): void {
    const { computingMs, memoryBytes } = this.limits;
    const pid = reader.process.pid ?? 0;
    const silent = performance.now() - this.#lastSign.time;
    const processor = processorTime(pid);
    const computed = processor === undefined ? silent : processor - this.#lastSign.processor;
    if ((residentMemory(pid) ?? 0) > memoryBytes) {
      const mebibytes = Math.round(memoryBytes / 2 ** 20);
      this.#stop(
        reader,
        (object) => new MutationPredictionError('parsing-stopped.memory', { object, mebibytes }),
      );
    } else if (computed > computingMs || silent > SILENT_TIMES * computingMs) {
      const seconds = Math.round(silent / 1000);
      this.#stop(
        reader,
        (object) => new MutationPredictionError('parsing-stopped.time', { object, seconds }),
      );
    }
  }

  /** Fails every call that waits; a later call gets a new process. */
  #stop(reader: Reader<Tasks>, why: Refusal): void {
    reader.stoppedFor ??= why;
    this.#forget(reader);
    reader.process.kill();
  }

  #forget(reader: Reader<Tasks>): void {
    if (this.#reader !== reader) return;
    this.#reader = undefined;
    clearInterval(this.#watch);
  }
}
