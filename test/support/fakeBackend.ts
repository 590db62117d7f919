import { setTimeout as pause } from 'node:timers/promises';
import type { InferRequest, InferResponse, Tensor } from 'open-inference-client';
import {
  BackendError,
  type InferCall,
  type InferenceBackend,
  type ServedModel,
} from '@mutation-prediction/server-adapter/backends';

/** What a fake model does with a request. */
type Work = (request: InferRequest, signal: AbortSignal) => Promise<readonly Tensor[]>;

/**
 * A backend that computes nothing: `echo` answers with its inputs, `slow` does so once it is let, and
 * heeds its signal, `broken` fails.
 */
export class FakeBackend implements InferenceBackend {
  readonly capacity: number;
  /** Requests that have reached it. */
  readonly calls: { readonly model: string; readonly call: InferCall }[] = [];
  isClosed = false;
  /** What `broken` throws. */
  failure: unknown = new BackendError('failed', 'The model broken failed.');
  served: ServedModel[] = ['echo', 'slow', 'broken'].map((name) => fakeModel(name));
  readonly #listeners = new Set<() => void>();
  #waiting: (() => void)[] = [];

  constructor(capacity = 2) {
    this.capacity = capacity;
  }

  models(): readonly ServedModel[] {
    return this.served;
  }

  async infer(model: string, call: InferCall): Promise<InferResponse> {
    this.calls.push({ model, call });
    const work: Record<string, Work> = {
      echo: async ({ inputs }) => inputs,
      slow: (request, signal) => this.#untilLet(request, signal),
      broken: async () => {
        throw this.failure;
      },
    };
    const outputs = await work[model]!(call.request, call.signal);
    const wanted = call.request.outputs ?? outputs.map(({ name }) => name);
    return {
      modelName: model,
      modelVersion: '1',
      outputs: outputs.filter(({ name }) => wanted.includes(name)),
    };
  }

  /** Lets every `slow` call that has come go on. */
  release(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves once as many calls have reached it. */
  async reached(count: number): Promise<void> {
    while (this.calls.length < count) await pause(2);
  }

  change(served: ServedModel[]): void {
    this.served = served;
    for (const listener of this.#listeners) listener();
  }

  onModelsChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.release();
  }

  #untilLet({ inputs }: InferRequest, signal: AbortSignal): Promise<readonly Tensor[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => resolve(inputs));
      signal.addEventListener('abort', () => reject(new BackendError('cancelled', 'Cancelled.')));
    });
  }
}

export function fakeModel(name: string, changes: Partial<ServedModel> = {}): ServedModel {
  return {
    metadata: { name, versions: ['1'], platform: 'test', inputs: [], outputs: [] },
    digest: `sha256:${name}`,
    state: 'ready',
    ...changes,
  };
}
