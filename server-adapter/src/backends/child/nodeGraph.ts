import { messageOf, MutationPredictionError } from '@mutation-prediction/core';
import { createNodeSession, type NodeSessionOptions } from '../../inference/nodeSession.js';
import { openPackageSession, type PackagedNetwork } from '../../inference/packageSession.js';
import type { OpenGraph } from './openGraph.js';

/** @throws MutationPredictionError `inference-failed` with the runtime's words */
export async function openNodeGraph(
  network: PackagedNetwork,
  options: NodeSessionOptions,
): Promise<OpenGraph> {
  const session = await openPackageSession(network, options);
  const { inputs, outputs } = session;
  return { platform: 'onnxruntime_onnx', inputs, outputs, session };
}

/**
 * A graph that gives back the number that it is given, to see whether a device can be had before there
 * is a model: ONNX (IR version 8, opset 17), one node `Identity` from x to y, float32 [1].
 */
const PROBE = Buffer.from(
  'CAg6OwoQCgF4EgF5IghJZGVudGl0eRIFcHJvYmVaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgIQEQ==',
  'base64',
);

/** Told by ONNX Runtime before what matters: the place in its sources and the condition that failed. */
const PLACE_IN_SOURCES = /^.* was false\. /s;

/** @throws MutationPredictionError `inference-failed` with the runtime's words */
export async function probeDevice(options: Required<NodeSessionOptions>): Promise<void> {
  try {
    const session = await createNodeSession(PROBE, { id: 'probe' }, options);
    await session.run({ x: { data: new Float32Array(1), dims: [1] } });
    await session.release();
  } catch (error) {
    const { cause } = error as MutationPredictionError;
    const problem = messageOf(cause).replace(PLACE_IN_SOURCES, '').trim();
    throw new MutationPredictionError(
      'inference-failed.device-unavailable',
      { backend: options.backend, problem: `${problem}.` },
      { cause: error },
    );
  }
}
