import type { OnProgress, Progress, RunState } from '@mutation-prediction/core';
import type { Place } from './waitingRoom.js';
import { RunEnd, type RunEndKind } from './runEnd.js';

/** One inference that somebody waits for. */
export interface Run<Answer> {
  readonly answer: Promise<Answer>;
  /** Somebody waits for the answer; the returned function says that they no longer do. */
  attach(): () => void;
  /** How far it is, as its caller may ask. */
  state(): RunState;
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
   * @param work gets a signal whose reason is a `RunEnd`, and what it tells how far it is by
   */
  start<Answer>(
    { subject, id, deadlineMs, place }: RunOptions,
    work: (signal: AbortSignal, onProgress: OnProgress) => Promise<Answer>,
  ): Run<Answer> {
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => controller.abort(new RunEnd('deadline')), deadlineMs);
    let attached = 0;
    let latest: Pick<Progress, 'loaded' | 'total' | 'views'> = {};
    const onProgress: OnProgress = ({ loaded, total, views }) => {
      latest = {
        ...(loaded !== undefined && { loaded }),
        ...(total !== undefined && { total }),
        ...(views && { views }),
      };
    };
    const answer = carryOut(place, signal, () => work(signal, onProgress)).finally(() => {
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
      state: () => {
        const { position } = place;
        return position === undefined
          ? { stage: 'running', ...latest }
          : { stage: 'waiting', position };
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
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    await place.turn(signal);
    signal.throwIfAborted();
    return await work();
  } finally {
    place.leave();
  }
}

function nameOf(subject: string, id: string): string {
  return JSON.stringify([subject, id]);
}
