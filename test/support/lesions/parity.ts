import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PredictionRequest } from '@mutation-prediction/core';

/** A thread outside of Jest's sandbox, in which a lesion takes twenty times as long; of what was built. */
const PROGRAM = new URL('./parityThread.mjs', import.meta.url);

/** What a package says of a lesion here, and at each server. */
export interface ParityOutcome {
  readonly id: string;
  readonly title: string;
  readonly probabilities: readonly number[];
  /** SHA-256 of the views' HU, little-endian float32; of nothing for a model without views. */
  readonly viewsSha256: string;
  readonly places: Readonly<Record<string, Comparison>>;
  /** Only where it was asked for. */
  readonly request?: PredictionRequest;
}

export interface Comparison {
  /** Largest of any probability. */
  readonly difference: number;
  /** What of the result is not the same. */
  readonly differs: readonly string[];
}

export interface ParityOptions {
  /** Folder of the packages. */
  readonly models: string;
  /** Addresses of servers that have the packages, by how the test calls them. */
  readonly servers?: Readonly<Record<string, string>>;
  readonly withRequests?: boolean;
}

/** Twenty synthetic lesions, and those of real patients where the test data is at hand: made once, for all packages. */
export class ParityLesions {
  private readonly thread: Worker;

  constructor({ models, servers = {}, withRequests = false }: ParityOptions) {
    this.thread = new Worker(PROGRAM, { workerData: { models, servers, withRequests } });
  }

  /** Predicts every lesion with a package. Rejects with what the thread throws. */
  async outcomesOf(id: string): Promise<readonly ParityOutcome[]> {
    this.thread.postMessage(id);
    const [outcomes] = (await once(this.thread, 'message')) as [readonly ParityOutcome[]];
    return outcomes;
  }

  async close(): Promise<void> {
    await this.thread.terminate();
  }
}
