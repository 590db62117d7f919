import type { Place } from './waitingRoom.js';
import { RunEnd, type RunEndKind } from './runEnd.js';

/** How far a run is, as its caller may ask. */
export type RunStage =
  | { readonly stage: 'waiting'; /** 1 for the next to run. */ readonly position: number }
  | { readonly stage: 'running' };

/** One inference that somebody waits for. */
export interface Run<Answer> {
  readonly answer: Promise<Answer>;
  /** Somebody waits for the answer; the returned function says that they no longer do. */
  attach(): () => void;
  stage(): RunStage;
  cancel(kind: RunEndKind): void;
}

export interface RunOptions {
  readonly subject: string;
  /** The caller's own name for it, by which they may ask for its stage. */
  readonly id?: string;
  readonly deadlineMs: number;
  readonly place: Place;
}

/** The runs that wait or are on their way. A run that nobody waits for is ended. */
export class Runs {
  readonly #all = new Set<Run<unknown>>();
  readonly #named = new Map<string, Run<unknown>>();

  /**
   * Waits for the place's turn, works, and frees the place.
   *
   * @param work gets a signal whose reason is a `RunEnd`
   */
  start<Answer>(
    { subject, id, deadlineMs, place }: RunOptions,
    work: (signal: AbortSignal) => Promise<Answer>,
  ): Run<Answer> {
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => controller.abort(new RunEnd('deadline')), deadlineMs);
    let attached = 0;
    const answer = carryOut(place, signal, work).finally(() => {
      clearTimeout(timer);
      this.#forget(run, subject, id);
    });
    // Whoever waits hears of a failure; a run that nobody waits for must not end the process.
    answer.catch(() => {});
    const run: Run<Answer> = {
      answer,
      attach: () => {
        attached++;
        let isAttached = true;
        return () => {
          if (!isAttached) return;
          isAttached = false;
          if (--attached === 0) controller.abort(new RunEnd('disconnected'));
        };
      },
      stage: () => {
        const { position } = place;
        return position === undefined ? { stage: 'running' } : { stage: 'waiting', position };
      },
      cancel: (kind) => controller.abort(new RunEnd(kind)),
    };
    this.#all.add(run);
    if (id !== undefined) this.#named.set(nameOf(subject, id), run);
    return run;
  }

  /** A caller's own run, by the id that they gave it. */
  find(subject: string, id: string): Run<unknown> | undefined {
    return this.#named.get(nameOf(subject, id));
  }

  /** Resolves once all have ended, or the time is over and the rest has been told to end. */
  async drain(withinMs: number): Promise<void> {
    const all = () => Promise.allSettled([...this.#all].map(({ answer }) => answer));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([all(), late]);
    clearTimeout(timer);
    for (const run of this.#all) run.cancel('stopping');
    await all();
  }

  #forget(run: Run<unknown>, subject: string, id: string | undefined): void {
    this.#all.delete(run);
    if (id === undefined) return;
    const name = nameOf(subject, id);
    if (this.#named.get(name) === run) this.#named.delete(name);
  }
}

async function carryOut<Answer>(
  place: Place,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  try {
    await place.turn(signal);
    signal.throwIfAborted();
    return await work(signal);
  } finally {
    place.leave();
  }
}

function nameOf(subject: string, id: string): string {
  return JSON.stringify([subject, id]);
}
