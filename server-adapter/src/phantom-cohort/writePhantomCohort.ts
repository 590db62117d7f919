import type { Anatomy } from '@mutation-prediction/core';
import { DEFAULT_ANATOMY } from '@mutation-prediction/core';
import { Worker } from 'node:worker_threads';
import path from 'node:path';
import { writeOutput } from '../case/writeOutput.js';
import { cohortReadme, offLesionReadme } from './cohortReadme.js';
import type { CohortRow } from './cohortTable.js';
import { csv } from './cohortTable.js';

export interface PhantomCohort {
  readonly out: string;
  readonly cases: number;
  readonly seed: number;
  readonly workers: number;
  /** Masks on no lesion, or on images that are no chest CT in HU, to see what a model says of them. */
  readonly offLesion?: boolean;
  /** `DEFAULT_ANATOMY` unless given. */
  readonly anatomy?: Anatomy;
}

/** What a worker is given: its share of the cases. */
export interface CohortShare {
  readonly out: string;
  readonly seed: number;
  readonly indices: readonly number[];
  readonly offLesion: boolean;
  readonly anatomy: Anatomy;
}

/** What a worker says for each case it has written. */
export interface WrittenCase {
  readonly index: number;
  readonly row: CohortRow;
}

/**
 * Writes a folder of synthetic cases with its table. The same seed gives the same cases, whatever the
 * number of workers.
 *
 * @throws MutationPredictionError `store-refused` when the folder cannot be written
 */
export async function writePhantomCohort(
  { out, cases, seed, workers, offLesion = false, anatomy = DEFAULT_ANATOMY }: PhantomCohort,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const readme = offLesion
    ? offLesionReadme(cases, seed, anatomy)
    : cohortReadme(cases, seed, anatomy);
  await writeOutput(path.join(out, 'README.md'), Buffer.from(readme));
  const rows: CohortRow[] = [];
  let done = 0;
  const shares = Array.from({ length: Math.min(workers, cases) }, (_, worker) =>
    Array.from({ length: cases }, (_, index) => index).filter((i) => i % workers === worker),
  );
  await Promise.all(
    shares.map((indices) =>
      runWorker({ out, seed, indices, offLesion, anatomy }, ({ index, row }) => {
        rows[index] = row;
        onProgress(++done);
      }),
    ),
  );
  await writeOutput(path.join(out, 'cohort.csv'), Buffer.from(csv(rows)));
}

function runWorker(workerData: CohortShare, onCase: (written: WrittenCase) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./cohortWorker.js', import.meta.url), { workerData });
    worker.on('message', onCase);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
