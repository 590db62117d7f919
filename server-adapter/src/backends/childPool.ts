import type { TaskProcess } from '../processes/taskProcess.js';
import { BackendError, backendError } from './backendError.js';

/** One of a pool's places, and the process that holds it. */
export interface Place<Tasks extends object> {
  readonly index: number;
  readonly process: TaskProcess<Tasks>;
}

/** Something to do in one process, alone. */
export interface Job<Tasks extends object, Result> {
  /** Named in errors. */
  readonly model: string;
  /** Waiting included, ms. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** Of several free places, one where this holds is taken first. */
  prefers?(place: Place<Tasks>): boolean;
  start(place: Place<Tasks>): { readonly result: Promise<Result>; cancel(): void };
}

export interface ChildPoolOptions<Tasks extends object> {
  readonly size: number;
  /** Starts a process and makes it ready for jobs. */
  start(index: number): Promise<TaskProcess<Tasks>>;
  /** Called for a place with nothing to do; what it returns is done before the next job. */
  whenFree?(place: Place<Tasks>): Promise<unknown> | undefined;
  /** How long a job that nobody waits for any more may go on before its process is killed. */
  readonly graceMs?: number;
}

/** A process that lived this long died of something else than its start, also if it has done nothing. */
const LONG_LIFE_MS = 10_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** A network cannot be interrupted, but most of its runs end within this time. */
const GRACE_MS = 1_000;

interface Slot<Tasks extends object> {
  readonly index: number;
  place: Place<Tasks> | undefined;
  busy: boolean;
  /** Its process has done a job, or was killed for one that did not end: its start was no failure. */
  hasWorked: boolean;
  /** Starts in a row that came to nothing. */
  failures: number;
}

interface Waiting<Tasks extends object> {
  readonly job: Job<Tasks, unknown>;
  begin(place: Place<Tasks>): Promise<void>;
  fail(error: BackendError): void;
}

/**
 * Processes that each do one job at a time. A process that dies fails the job it was doing, and no
 * other; a new one takes its place. Jobs wait in turn for a free place.
 */
export class ChildPool<Tasks extends object> {
  readonly #slots: readonly Slot<Tasks>[];
  readonly #waiting: Waiting<Tasks>[] = [];
  #closed = false;

  constructor(private readonly options: ChildPoolOptions<Tasks>) {
    this.#slots = Array.from({ length: options.size }, (_, index) => ({
      index,
      place: undefined,
      busy: false,
      hasWorked: false,
      failures: 0,
    }));
  }

  /**
   * Starts all processes.
   *
   * @throws what kept the first one from starting; then none is left
   */
  async open(): Promise<void> {
    const [first, ...others] = this.#slots;
    try {
      await this.#fill(first!);
    } catch (error) {
      this.close();
      throw error;
    }
    for (const slot of others) void this.#refill(slot, 0);
  }

  /** @throws BackendError */
  run<Result>(job: Job<Tasks, Result>): Promise<Result> {
    const { model, deadlineMs, signal } = job;
    return new Promise<Result>((resolve, reject) => {
      if (this.#closed) return reject(closed(model));
      if (signal?.aborted) return reject(cancelled(model));
      let abandon: (() => void) | undefined;

      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        outcome();
      };
      const giveUp = (error: BackendError) => {
        const place = this.#waiting.indexOf(waiting);
        if (place >= 0) this.#waiting.splice(place, 1);
        settle(() => reject(error));
        abandon?.();
      };
      const cancel = () => giveUp(cancelled(model));
      const timer = setTimeout(() => giveUp(tooLate(model)), deadlineMs);
      signal?.addEventListener('abort', cancel, { once: true });

      const waiting: Waiting<Tasks> = {
        job,
        fail: giveUp,
        begin: async (place) => {
          const running = job.start(place);
          let killing: NodeJS.Timeout | undefined;
          abandon = () => {
            running.cancel();
            killing ??= setTimeout(() => {
              this.#noteWork(place);
              place.process.kill();
            }, this.options.graceMs ?? GRACE_MS);
          };
          try {
            const result = await running.result;
            this.#noteWork(place);
            settle(() => resolve(result));
          } catch (error) {
            settle(() => reject(backendError(error, model)));
          } finally {
            clearTimeout(killing);
          }
        },
      };
      this.#waiting.push(waiting);
      this.#dispatch();
    });
  }

  /** Looks for something to do in every free place; call when `whenFree` may have more to do. */
  wake(): void {
    this.#dispatch();
  }

  close(): void {
    this.#closed = true;
    for (const { job, fail } of this.#waiting.splice(0)) fail(closed(job.model));
    for (const { place } of this.#slots) place?.process.kill();
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const free = this.#slots.filter((slot) => slot.place && !slot.busy);
      const { job, begin } = this.#waiting[0]!;
      const slot = free.find(({ place }) => job.prefers?.(place!)) ?? free[0];
      if (!slot) return;
      this.#waiting.shift();
      this.#occupy(slot, begin(slot.place!));
    }
    for (const slot of this.#slots) {
      const { place, busy } = slot;
      const work = place && !busy ? this.options.whenFree?.(place) : undefined;
      if (work) this.#occupy(slot, work);
    }
  }

  #occupy(slot: Slot<Tasks>, work: Promise<unknown>): void {
    const { place } = slot;
    slot.busy = true;
    const leave = () => {
      // A new process may hold the place by now.
      if (slot.place !== place) return;
      slot.busy = false;
      this.#dispatch();
    };
    work.then(leave, leave);
  }

  #noteWork(place: Place<Tasks>): void {
    const slot = this.#slots[place.index]!;
    if (slot.place === place) slot.hasWorked = true;
  }

  async #fill(slot: Slot<Tasks>): Promise<void> {
    const process = await this.options.start(slot.index);
    if (this.#closed) return process.kill();
    const started = performance.now();
    slot.place = { index: slot.index, process };
    slot.busy = false;
    slot.hasWorked = false;
    void process.ended.then(() => {
      slot.place = undefined;
      const isAccident = slot.hasWorked || performance.now() - started > LONG_LIFE_MS;
      slot.failures = isAccident ? 0 : slot.failures + 1;
      void this.#refill(slot, pauseAfter(slot.failures));
    });
    this.#dispatch();
  }

  /** As soon as it may be, again and again. */
  async #refill(slot: Slot<Tasks>, pauseMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (this.#closed) return;
    try {
      await this.#fill(slot);
    } catch (error) {
      slot.failures++;
      this.#failWithoutPlaces(error);
      void this.#refill(slot, pauseAfter(slot.failures));
    }
  }

  /** Where no process lives and none can be started, waiting is in vain. */
  #failWithoutPlaces(cause: unknown): void {
    if (this.#slots.some(({ place }) => place)) return;
    for (const { job, fail } of this.#waiting.splice(0)) {
      const message = `No process could be started to run the model ${job.model}.`;
      fail(new BackendError('unavailable', message, { cause }));
    }
  }
}

/** None after an accident. */
function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
}

const cancelled = (model: string) =>
  new BackendError('cancelled', `The run of the model ${model} was cancelled.`);
const tooLate = (model: string) =>
  new BackendError('timeout', `The model ${model} did not answer in time.`);
const closed = (model: string) =>
  new BackendError('unavailable', `The model ${model} is no longer served.`);
