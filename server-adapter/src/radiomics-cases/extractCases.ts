import { toPlainError } from '@mutation-prediction/core';
import { runCases, sameThreadRunner, threadRunner } from '../cohort/casePool.js';
import type { ParseCase } from '../parsing/parse.js';
import type { CaseFiles } from './caseFiles.js';
import { extractCase, unforeseen, type CaseOutcome, type CaseRequest } from './extractCase.js';

export interface ExtractCasesOptions {
  /** Threads, each with a case of its own. With 1 everything runs on this one. */
  readonly workers: number;
  /** Reads cases for this thread; others have readers of their own. */
  readonly parse: ParseCase;
  readonly signal?: AbortSignal;
  /** Called once for each case, in the order in which they are done; the next waits for it. */
  readonly onCase: (index: number, outcome: CaseOutcome) => void | Promise<void>;
}

/**
 * Takes the features of many cases. A case that fails, or that ends its thread, does not stop others.
 *
 * @throws MutationPredictionError `cancelled` as soon as the signal aborts; what `onCase` throws
 */
export function extractCases(
  cases: readonly CaseFiles[],
  request: CaseRequest,
  { parse, workers, ...options }: ExtractCasesOptions,
): Promise<void> {
  const start = () =>
    workers === 1
      ? sameThreadRunner((files: CaseFiles) => extractCase(files, request, parse))
      : threadRunner<CaseFiles, CaseOutcome>(WORKER, request, (reason) => ({
          error: toPlainError(unforeseen(reason), unforeseen),
        }));
  return runCases(cases, { count: workers, start }, options);
}

/** The built one, so that it is found from the sources too. */
const WORKER = new URL('../../dist/radiomics-cases/caseWorker.js', import.meta.url);
