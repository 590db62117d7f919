import { availableParallelism } from 'node:os';
import type { NodeBackend } from '../inference/nodeSession.js';
import type { InferenceBackend } from './backend.js';
import type { NetworkPlace } from './child/messages.js';
import { ModelBackend, type ModelBackendOptions } from './modelBackend.js';

export interface EmbeddedBackendOptions extends Pick<
  ModelBackendOptions,
  'models' | 'lookEveryMs' | 'graceMs'
> {
  /** What the networks compute on; `cpu` unless given. */
  readonly device?: NodeBackend;
  /** Graphics processors for `cuda`, by number; the first unless given. */
  readonly gpus?: readonly number[];
  /** Processes, which each run one network at a time; one for each graphics processor unless given. */
  readonly processes?: number;
  /** Processors that they share; all that this process may use unless given. */
  readonly cores?: number;
}

/**
 * Runs networks on this machine with ONNX Runtime, in processes of their own: a run blocks the process
 * that it is in, and a graph may crash it.
 *
 * @throws MutationPredictionError `inference-failed` where the device cannot be had, in the runtime's
 *   words: nothing falls back silently
 */
export function openEmbeddedBackend({
  device = 'cpu',
  gpus = [0],
  processes = device === 'cuda' ? gpus.length : 1,
  cores = availableParallelism(),
  ...options
}: EmbeddedBackendOptions): Promise<InferenceBackend> {
  const places = sharesOf(cores, processes).map((threads, index): NetworkPlace => ({
    kind: 'here',
    session: { backend: device, gpu: gpus[index % gpus.length] ?? 0, threads },
  }));
  return ModelBackend.open({ ...options, places });
}

/** Cores for each process, at least one: together all of them, where there are enough. */
export function sharesOf(cores: number, processes: number): number[] {
  const upTo = (index: number) => Math.floor((index * cores) / processes);
  return Array.from({ length: processes }, (_, index) =>
    Math.max(1, upTo(index + 1) - upTo(index)),
  );
}
