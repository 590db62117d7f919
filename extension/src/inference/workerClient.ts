import type { OnProgress } from '@mutation-prediction/core';
import {
  fromPlainError,
  messageOf,
  MutationPredictionError,
  newUid,
  untilAborted,
} from '@mutation-prediction/core';
import { watchLife } from './life.js';
import type { WorkerReply } from './messages.js';
import { WebGpuFailure } from './webGpuFailure.js';

/** Of a worker's requests those of a kind. */
type RequestOf<Request, K> = Extract<Request, { readonly kind: K }>;

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * A worker as a function: started by the first request, one request at a time.
 *
 * The worker is ended by a cancellation, because neither a compilation nor a run can be interrupted
 * in any other way, and by a failure, because ONNX Runtime's failures outlast the session. The next
 * request starts a fresh one, which finds the model in the cache.
 */
export class WorkerClient<
  Request extends { readonly kind: string },
  Answered extends Record<Request['kind'], unknown>,
> {
  private worker: Worker | undefined;
  /** What becomes of the request under way when its worker is gone. */
  private onEnd: () => void = () => undefined;
  private lastTurn: Promise<unknown> = Promise.resolve();

  /** @param url of the worker's script, on the page's origin */
  constructor(private readonly url: string) {}

  /**
   * @throws MutationPredictionError what the worker threw; `cancelled` at once when the signal
   *   aborts; `inference-failed` where the worker cannot be started or dies
   * @throws WebGpuFailure where the same request should be made again without WebGPU
   */
  ask<K extends Request['kind']>(
    request: RequestOf<Request, K>,
    options: AskOptions = {},
  ): Promise<Answered[K]> {
    const previous = this.lastTurn;
    const answer = untilAborted(previous, options.signal).then(() =>
      this.exchange(request, options),
    );
    // A request cancelled while it waits must not let the next one overtake the one that runs.
    this.lastTurn = Promise.allSettled([previous, answer]);
    return answer;
  }

  /** Ends the worker and what it holds, once what was asked before is answered. */
  end(): Promise<void> {
    const ended = this.lastTurn.then(() => {
      this.worker?.terminate();
      this.worker = undefined;
    });
    this.lastTurn = ended;
    return ended;
  }

  private async exchange<K extends Request['kind']>(
    request: RequestOf<Request, K>,
    { signal, onProgress }: AskOptions,
  ): Promise<Answered[K]> {
    const worker = (this.worker ??= this.start());
    /** Ends the listeners that it is given to as options, by its signal. */
    const listening = new AbortController();
    try {
      const answered = new Promise<Answered[K]>((resolve, reject) => {
        const receive = ({ data: reply }: MessageEvent<WorkerReply<Answered[K]>>) => {
          // A bare word, that it is alive, is for the watch.
          switch (reply.kind) {
            case 'progress':
              return onProgress?.(reply.progress);
            case 'failed':
              return reject(fromPlainError(reply.error));
            case 'webgpu-failed':
              return reject(
                new WebGpuFailure(fromPlainError(reply.error).message, {}, reply.inHalf),
              );
            case 'done':
              return resolve(reply.answer);
          }
        };
        worker.addEventListener('message', receive, listening);
        this.onEnd = () => reject(new MutationPredictionError('inference-failed.worker-ended'));
        worker.addEventListener('error', (event) => reject(this.dead(event.message)), listening);
        worker.postMessage(request);
      });
      return await untilAborted(answered, signal);
    } catch (error) {
      worker.terminate();
      this.worker = undefined;
      throw error;
    } finally {
      listening.abort();
    }
  }

  private start(): Worker {
    try {
      const name = `mutation-prediction ${newUid()}`;
      const worker = new Worker(this.url, { type: 'module', name });
      watchLife(worker, name, () => {
        if (this.worker !== worker) return;
        this.worker = undefined;
        this.onEnd();
      });
      return worker;
    } catch (error) {
      throw this.dead(messageOf(error));
    }
  }

  /** @param problem empty where the script could not be loaded: browsers tell only their console */
  private dead(problem: string): MutationPredictionError {
    return problem
      ? new MutationPredictionError('inference-failed.worker-stopped', { problem })
      : new MutationPredictionError('inference-failed.worker-not-loaded', { url: this.url });
  }
}
