import {
  transportRefusal,
  type Device,
  type ModelManifest,
  type ModelSession,
} from '@mutation-prediction/core';
import { OpenInferenceClient } from 'open-inference-client';
import { fromProtocol, toProtocol } from './floatTensors.js';
import type { InferenceServer } from './messages.js';
import type { OpenGraph } from './openGraph.js';

/**
 * Deadlines are the caller's: a server that is full is told on, not waited for. A lost connection is
 * tried once more: while this process made inputs, the server may have closed one that lay idle.
 */
export function inferenceClient({ url, headers = {} }: InferenceServer): OpenInferenceClient {
  return new OpenInferenceClient({
    url,
    headers: () => headers,
    retry: { kinds: ['network'], maxTries: 2, firstWaitMs: 50 },
  });
}

/**
 * The graph of a package behind a server of the Open Inference Protocol, where it bears the package's
 * id.
 *
 * @throws MutationPredictionError `server-unreachable`, `server-busy`, `server-refused`,
 *   `model-unavailable`
 */
export async function openServedGraph(
  { id }: Pick<ModelManifest, 'id'>,
  server: InferenceServer,
): Promise<OpenGraph> {
  const client = inferenceClient(server);
  const { host } = new URL(server.url);
  const asked = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      throw transportRefusal(error, host, id);
    });
  const { name, version } = await asked(client.serverMetadata());
  const { platform = 'unknown', inputs, outputs } = await asked(client.modelMetadata(id));
  const device: Device = {
    runtime: name || 'unknown',
    runtimeVersion: version,
    backend: platform,
    name: server.hardware ?? 'unknown hardware',
  };

  const run: ModelSession['run'] = (tensors, signal, wanted) =>
    asked(
      client
        .infer(
          id,
          {
            inputs: Object.entries(tensors).map(([tensor, values]) => toProtocol(tensor, values)),
            // Without names, the server would send feature maps that nobody asked for.
            outputs: wanted ?? outputs.map((output) => output.name),
          },
          { signal: signal as AbortSignal },
        )
        .then((response) =>
          Object.fromEntries(
            response.outputs.map((tensor) => [tensor.name, fromProtocol(tensor)] as const),
          ),
        ),
    );
  return {
    platform,
    inputs,
    outputs,
    session: { device, run, release: () => Promise.resolve() },
  };
}
