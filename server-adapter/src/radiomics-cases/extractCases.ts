import { Worker } from 'node:worker_threads';
import { throwIfCancelled } from '@mutation-prediction/core';
import type { ParseCase } from '../parsing/parse.js';
import type { CaseFiles } from './caseFiles.js';
import { extractCase, unforeseen, type CaseOutcome, type CaseRequest } from './extractCase.js';

export interface ExtractCasesOptions {
  /** Threads, each with a case of its own. With 1 everything runs on this one. */
  readonly workers: number;
  /** Reads cases for this thread; others have readers of their own. */
  readonly parse: ParseCase;
  readonly signal?: AbortSignal;
  /** Called once for each case, in the order in which they are done. */
  readonly onCase: (index: number, outcome: CaseOutcome) => void;
}

/** Takes the features of one case after the other. */
interface Extractor {
  extract(files: CaseFiles): Promise<CaseOutcome>;
  end(): void;
}

/**
 * Takes the features of many cases. A case that fails, or that ends its thread, does not stop others.
 *
 * @throws MutationPredictionError `cancelled` as soon as the signal aborts
 */
export async function extractCases(
  cases: readonly CaseFiles[],
  request: CaseRequest,
  { workers, parse, signal, onCase }: ExtractCasesOptions,
): Promise<void> {
  throwIfCancelled(signal);
  const count = Math.min(workers, cases.length);
  const extractors = Array.from({ length: count }, () =>
    workers === 1 ? onThisThread(request, parse) : onThread(request),
  );
  const end = () => extractors.forEach((extractor) => extractor.end());
  signal?.addEventListener('abort', end);
  let next = 0;
  try {
    await Promise.all(
      extractors.map(async (extractor) => {
        while (next < cases.length && !signal?.aborted) {
          const index = next++;
          const outcome = await extractor.extract(cases[index]!);
          if (!signal?.aborted) onCase(index, outcome);
        }
      }),
    );
    throwIfCancelled(signal);
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

function onThisThread(request: CaseRequest, parse: ParseCase): Extractor {
  return {
    extract: async (files) => {
      // Lets signals and timers in between two cases.
      await new Promise((resolve) => setImmediate(resolve));
      return extractCase(files, request, parse);
    },
    end: () => undefined,
  };
}

function onThread(request: CaseRequest): Extractor {
  let thread: Worker | undefined;
  let answer: (outcome: CaseOutcome) => void = () => undefined;

  function start(): Worker {
    const started = new Worker(new URL('caseWorker.js', import.meta.url), { workerData: request });
    const died = (reason: string) => {
      if (thread === started) thread = undefined;
      answer({ error: unforeseen(reason) });
    };
    started.on('message', (outcome: CaseOutcome) => answer(outcome));
    started.on('error', (error) => died(error.message));
    started.on('exit', () => died('its thread ended'));
    return started;
  }

  return {
    extract: (files) =>
      new Promise((resolve) => {
        answer = resolve;
        // A thread that died is replaced with the next case.
        thread ??= start();
        thread.postMessage(files);
      }),
    end: () => void thread?.terminate(),
  };
}
