import type { ModelManifest, ModelSession } from '@mutation-prediction/core';
import { heldTrunks, trunksInTurn, viewByViewSession } from '@mutation-prediction/core';
import type { DeviceDescription } from './device.js';
import type { LoadedNetwork } from './model-files/loadNetwork.js';
import type { GraphBytes } from './model-files/modelParts.js';
import { createOrtSession, type SessionOptions } from './ortSession.js';
import type { Runtime } from './runtime.js';

/**
 * Compiles a network, whatever graphs it is in: one trunk for all views stays compiled; of several, one at a time
 * is, for a tab's memory holds no nine.
 *
 * @throws MutationPredictionError `inference-failed` with the runtime's words
 */
export async function openNetwork(
  runtime: Runtime,
  network: LoadedNetwork,
  manifest: ModelManifest,
  device: DeviceDescription,
  options?: SessionOptions,
): Promise<ModelSession> {
  const open = (graph: GraphBytes) => createOrtSession(runtime, graph, device, options);
  const { graph } = manifest;
  if (network.kind === 'whole') return open(network.graph);
  if (graph.kind !== 'view-by-view') throw new RangeError('The network is not the manifest’s.');
  const { trunk, trunkOf } = network;
  const fusion = await open(network.fusion);
  const trunks = trunk
    ? heldTrunks([await open(trunk)])
    : trunksInTurn(async (view) => open(await trunkOf(view)));
  return viewByViewSession(manifest, graph, trunks, fusion);
}
