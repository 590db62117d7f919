import { messageOf } from '@mutation-prediction/core';
import type { InferenceBackend } from './backend.js';
import type { InferenceServer } from './child/messages.js';
import { inferenceClient } from './child/servedGraph.js';
import { ModelBackend, type ModelBackendOptions } from './modelBackend.js';

export interface OipBackendOptions extends Pick<
  ModelBackendOptions,
  'models' | 'lookEveryMs' | 'graceMs'
> {
  /** What runs the graphs, under the packages' ids. */
  readonly server: InferenceServer;
  /** Processes that make inputs and read outputs, each for one call at a time; 4 unless given. */
  readonly processes?: number;
}

/** A server that takes longer to say how it is counts as gone. */
const ASKING_MS = 5_000;

/**
 * Runs networks on a Triton, a KServe or another server of the Open Inference Protocol. Inputs are made
 * and outputs read by core, in processes of their own, from the packages' manifests; deadlines are kept
 * here, for servers keep none.
 */
export function openOipBackend({
  server: { url, headers = {}, hardware },
  processes = 4,
  ...options
}: OipBackendOptions): Promise<InferenceBackend> {
  // What is sent to the processes, and nothing else that a caller may have with it.
  const server: InferenceServer = { url, headers, ...(hardware !== undefined && { hardware }) };
  const client = inferenceClient(server);
  const { host } = new URL(url);
  const obstacle = async (id: string): Promise<string | undefined> => {
    try {
      const isReady = await client.modelReady(id, { deadlineMs: ASKING_MS });
      return isReady ? undefined : `The inference server ${host} has no model ${id} that is ready.`;
    } catch (error) {
      return `The inference server ${host} cannot be asked: ${messageOf(error)}`;
    }
  };
  return ModelBackend.open({
    ...options,
    places: Array.from({ length: processes }, () => ({ kind: 'server', server })),
    obstacle,
  });
}
