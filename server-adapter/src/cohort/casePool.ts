import { Worker } from 'node:worker_threads';
import { throwIfCancelled } from '@mutation-prediction/core';

/** Does what is asked of one case after the other. */
export interface CaseRunner<Case, Outcome> {
  run(one: Case): Promise<Outcome>;
  /** Hears that `onCase` has taken the outcome: what was kept for it may go. */
  taken?(one: Case): Promise<void>;
  end(): void;
}

/** Where cases are run: how many at once, and what each of them is run by. */
export interface CaseRunners<Case, Outcome> {
  readonly count: number;
  start(): CaseRunner<Case, Outcome>;
}

export interface CasePoolOptions<Outcome> {
  readonly signal?: AbortSignal;
  /** Called once for each case, in the order in which they are done; the next waits for it. */
  readonly onCase: (index: number, outcome: Outcome) => void | Promise<void>;
}

/**
 * Runs many cases on some runners. A case that fails, or that ends its thread, does not stop others.
 *
 * @throws MutationPredictionError `cancelled` as soon as the signal aborts; what `onCase` throws, which
 *   ends the run
 */
export async function runCases<Case, Outcome>(
  cases: readonly Case[],
  { count, start }: CaseRunners<Case, Outcome>,
  { signal, onCase }: CasePoolOptions<Outcome>,
): Promise<void> {
  throwIfCancelled(signal);
  const runners = Array.from({ length: Math.min(count, cases.length) }, start);
  const end = () => runners.forEach((runner) => runner.end());
  signal?.addEventListener('abort', end);
  let next = 0;
  let failed = false;
  try {
    await Promise.all(
      runners.map(async (runner) => {
        while (next < cases.length && !signal?.aborted && !failed) {
          const index = next++;
          const one = cases[index]!;
          const outcome = await runner.run(one);
          if (signal?.aborted) return;
          try {
            await onCase(index, outcome);
            await runner.taken?.(one);
          } catch (error) {
            failed = true;
            throw error;
          }
        }
      }),
    );
    throwIfCancelled(signal);
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

/**
 * A Node thread that runs cases. One that dies costs its case, and is replaced with the next.
 *
 * @param program module of the thread: it answers each message with an outcome
 * @param workerData what it is given at its start
 * @param unforeseen makes an outcome of the reason why the thread died
 */
export function threadRunner<Case, Outcome>(
  program: URL,
  workerData: unknown,
  unforeseen: (reason: string) => Outcome,
): CaseRunner<Case, Outcome> {
  let thread: Worker | undefined;
  let answer: (outcome: Outcome) => void = () => undefined;

  function start(): Worker {
    const started = new Worker(program, { workerData });
    const died = (reason: string) => {
      if (thread === started) thread = undefined;
      answer(unforeseen(reason));
    };
    started.on('message', (outcome: Outcome) => answer(outcome));
    started.on('error', (error) => died(error.message));
    started.on('exit', () => died('its thread ended'));
    return started;
  }

  return {
    run: (one) =>
      new Promise((resolve) => {
        answer = resolve;
        thread ??= start();
        thread.postMessage(one);
      }),
    end: () => void thread?.terminate(),
  };
}

/** Runs cases on this thread, and lets signals and timers in between two of them. */
export function sameThreadRunner<Case, Outcome>(
  run: (one: Case) => Promise<Outcome>,
): CaseRunner<Case, Outcome> {
  return {
    run: async (one) => {
      await new Promise((resolve) => setImmediate(resolve));
      return run(one);
    },
    end: () => undefined,
  };
}
