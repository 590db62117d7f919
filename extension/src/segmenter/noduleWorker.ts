import {
  fromPlainError,
  MutationPredictionError,
  type Vector3,
  type Volume,
  type VoxelRun,
} from '@mutation-prediction/core';
import type { SegmenterReply, SegmenterRequest } from './messages.js';

type Unnumbered<Request> = Request extends unknown ? Omit<Request, 'id'> : never;
type Question = Unnumbered<SegmenterRequest>;

interface Waiting {
  readonly resolve: (runs: readonly VoxelRun[]) => void;
  readonly reject: (error: MutationPredictionError) => void;
}

/** Asks a worker, which is started with the first question and ended by {@link NoduleWorker.end}. */
export class NoduleWorker {
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #asked = 0;

  /** @param url script of the worker, on the page's origin */
  constructor(private readonly url: string) {}

  /**
   * Finds the nodule at a point.
   *
   * @param ct HU in the box of `noduleBox`; the array is taken over
   * @returns its voxels on the grid of `ct`
   * @throws `no-nodule`; `worker-failed` where the worker cannot be loaded or dies
   */
  find(ct: Volume, pointLps: Vector3, size: number): Promise<readonly VoxelRun[]> {
    return this.#ask({ kind: 'find', ct, pointLps, size }, [ct.data.buffer]);
  }

  /** The nodule that was found last, tighter or looser; errors as {@link find}. */
  resize(size: number): Promise<readonly VoxelRun[]> {
    return this.#ask({ kind: 'resize', size });
  }

  /** Ends the worker; what was asked is answered by `cancelled`. */
  end(): void {
    this.#stop(new MutationPredictionError('cancelled.run'));
  }

  #ask(question: Question, transfer: Transferable[] = []): Promise<readonly VoxelRun[]> {
    return new Promise((resolve, reject) => {
      const id = ++this.#asked;
      this.#waiting.set(id, { resolve, reject });
      try {
        this.#worker ??= this.#start();
        this.#worker.postMessage({ ...question, id } satisfies SegmenterRequest, transfer);
      } catch (cause) {
        this.#stop(this.#dead(cause instanceof Error ? cause.message : String(cause)));
      }
    });
  }

  #start(): Worker {
    const worker = new Worker(this.url, { type: 'module', name: 'mutation-prediction-segmenter' });
    worker.onmessage = ({ data }: MessageEvent<SegmenterReply>) => this.#settle(data);
    // Without a message where the script could not be loaded: browsers tell only their console.
    worker.onerror = ({ message }) => this.#stop(this.#dead(message));
    return worker;
  }

  #settle(reply: SegmenterReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'done') waiting?.resolve(reply.runs);
    else waiting?.reject(fromPlainError(reply.error));
  }

  #dead(problem: string): MutationPredictionError {
    return problem
      ? new MutationPredictionError('worker-failed.segmenter', { problem })
      : new MutationPredictionError('worker-failed.segmenter-not-loaded', { url: this.url });
  }

  #stop(error: MutationPredictionError): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    waiting.forEach(({ reject }) => reject(error));
  }
}
