import type {
  FallbackReason,
  FloatTensor,
  ModelInput,
  ModelManifest,
  ModelSession,
} from '@mutation-prediction/core';
import { tensorDims } from '@mutation-prediction/core';
import { messageOf } from '@mutation-prediction/core';
import type { DevicePlan, DevicePolicy, Platform } from './device.js';
import { chooseDevice, planWasm, probePlatform, threadCount } from './device.js';
import { isWasmFaster, recallTrial, rememberTrial, whyWasmWon } from './deviceTrial.js';
import type { LoadedNetwork } from './model-files/loadNetwork.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';
import { openNetwork } from './openNetwork.js';
import type { Runtime } from './runtime.js';
import { loadRuntime } from './runtime.js';
import { WebGpuFailure } from './webGpuFailure.js';

/** A run on WebGPU this short feels immediate: asking whether WASM is faster is not worth a wait. */
const immediateMs = 250;

/**
 * Compiles the network for the device that policy, browser and model give.
 *
 * @throws MutationPredictionError `inference-failed`
 * @throws WebGpuFailure where WASM should be tried instead, in a fresh worker
 */
export async function openSession(
  network: LoadedNetwork,
  model: ModelAtUrl,
  policy: DevicePolicy,
): Promise<ModelSession> {
  const platform = await probePlatform();
  const plan = chooseDevice(platform, policy, model.manifest.graph.precision);
  const runtime = await loadRuntime(plan.build, threadCount(platform));
  if (plan.device.backend === 'wasm') {
    return openNetwork(runtime, network, model.manifest, plan.device);
  }
  if (policy.preference === 'webgpu') {
    return openNetwork(runtime, network, model.manifest, plan.device, {
      wholeGraphOnDevice: true,
    });
  }
  return openFaster(runtime, network, model, platform, plan);
}

/**
 * WebGPU, unless WASM is faster. They are timed against each other once per browser and model, and
 * only where WebGPU turns out slow (old integrated graphics, software adapters).
 */
async function openFaster(
  runtime: Runtime,
  network: LoadedNetwork,
  model: ModelAtUrl,
  platform: Platform,
  plan: DevicePlan,
): Promise<ModelSession> {
  const key = [
    model.digest,
    plan.device.name,
    `${threadCount(platform)} threads`,
    runtime.env.versions.web,
    navigator.userAgent,
  ].join('; ');
  const known = await recallTrial(key);
  if (known && isWasmFaster(known)) {
    const wasm = planWasm(platform, whyWasmWon(known));
    const wasmRuntime = await loadRuntime(wasm.build, threadCount(platform));
    return openNetwork(wasmRuntime, network, model.manifest, wasm.device);
  }

  const webGpu = await openWarm(runtime, network, model.manifest, plan);
  if (known) return webGpu;
  const webGpuMs = await timeRun(webGpu, model.manifest);
  if (webGpuMs * viewsBehind(model.manifest) < immediateMs) return webGpu;

  const onWasm = (reason: FallbackReason) => planWasm(platform, reason).device;
  const wasm = await openNetwork(runtime, network, model.manifest, onWasm({ why: 'configured' }));
  const trial = { webGpuMs, wasmMs: await timeRun(wasm, model.manifest) };
  await rememberTrial(key, trial);
  if (!isWasmFaster(trial)) {
    await wasm.release();
    return webGpu;
  }
  await webGpu.release();
  return { ...wasm, device: { ...wasm.device, ...onWasm(whyWasmWon(trial)) } };
}

/** Runs the network once: WebGPU compiles its shaders, and refuses operators, in the first run. */
async function openWarm(
  runtime: Runtime,
  network: LoadedNetwork,
  manifest: ModelManifest,
  plan: DevicePlan,
): Promise<ModelSession> {
  try {
    const session = await openNetwork(runtime, network, manifest, plan.device);
    await timeRun(session, manifest);
    return session;
  } catch (error) {
    throw new WebGpuFailure(messageOf(error), { cause: error });
  }
}

/** @returns milliseconds of one run on inputs of zeros */
async function timeRun(session: ModelSession, manifest: ModelManifest): Promise<number> {
  const inputs = Object.fromEntries(manifest.inputs.map((input) => [input.tensor, zeros(input)]));
  const start = performance.now();
  await session.run(inputs);
  return performance.now() - start;
}

/** Views that one trunk reads for all: in a trial all are zeros, and it reads them once. */
function viewsBehind({ graph, inputs }: ModelManifest): number {
  if (graph.kind !== 'view-by-view' || graph.trunk.graphs.length > 1) return 1;
  const views = inputs.find((input) => input.kind === 'views');
  return views?.planes.length ?? 1;
}

function zeros(input: ModelInput): FloatTensor {
  const dims = tensorDims(input);
  return { data: new Float32Array(dims.reduce((product, size) => product * size, 1)), dims };
}
