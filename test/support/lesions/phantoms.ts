import { Worker } from 'node:worker_threads';
import type { CohortCase } from '@mutation-prediction/core';

/** On a thread of its own, by the built core: within Jest one would take a minute. */
const PROGRAM = new URL('./phantomThread.mjs', import.meta.url);

/** The first cases of the synthetic cohort with this seed. */
export function phantoms(seed: number, count: number): Promise<readonly CohortCase[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(PROGRAM, { workerData: { seed, count } });
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}
