import type { ModelSession } from '@mutation-prediction/core';
import type { DevicePolicy } from './device.js';
import { chooseDevice, probePlatform, threadCount } from './device.js';
import type { LoadNetwork } from './model-files/loadNetwork.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';
import { openNetwork } from './openNetwork.js';
import { loadRuntime } from './runtime.js';

/**
 * Compiles the network for the device that policy, browser and model give.
 *
 * @throws MutationPredictionError `inference-failed`, and what `load` throws
 * @throws WebGpuFailure where something else should be tried, in a fresh worker
 */
export async function openSession(
  load: LoadNetwork,
  model: ModelAtUrl,
  policy: DevicePolicy,
): Promise<ModelSession> {
  const platform = await probePlatform();
  const plan = chooseDevice(platform, policy, model.manifest.graph.precision);
  const runtime = await loadRuntime(plan.build, threadCount(platform));
  if (plan.device.backend === 'wasm') {
    return openNetwork(runtime, await load(model.manifest), model.manifest, plan.device);
  }
  const { openOnWebGpu } = await import(
    /* webpackChunkName: 'webgpu-session' */ './openOnWebGpu.js'
  );
  return openOnWebGpu({ runtime, load, model, policy, platform, plan });
}
