import type {
  FallbackReason,
  FloatTensor,
  ModelInput,
  ModelManifest,
  ModelSession,
} from '@mutation-prediction/core';
import {
  inHalf,
  isHalfAllowed,
  messageOf,
  MutationPredictionError,
  tensorDims,
  tryHalf,
} from '@mutation-prediction/core';
import type { DevicePlan, DevicePolicy, Platform } from './device.js';
import { planWasm, threadCount } from './device.js';
import type { DeviceTrial } from './deviceTrial.js';
import { isWasmFaster, recallTrial, rememberTrial, whyWasmWon } from './deviceTrial.js';
import type { ModelAtUrl } from './model-files/modelPackage.js';
import { openNetwork } from './openNetwork.js';
import type { LoadNetwork } from './model-files/loadNetwork.js';
import type { Runtime } from './runtime.js';
import { loadRuntime } from './runtime.js';
import { WebGpuFailure } from './webGpuFailure.js';

/** A run on WebGPU this short feels immediate: asking whether WASM is faster is not worth a wait. */
const immediateMs = 250;

/** As `halfMoved`, for what did not run at all. */
const FAILED = 1;

export interface Opening {
  readonly runtime: Runtime;
  readonly load: LoadNetwork;
  readonly model: ModelAtUrl;
  readonly policy: DevicePolicy;
  readonly platform: Platform;
  readonly plan: DevicePlan;
}

/**
 * WebGPU, unless WASM is faster: fp16 arithmetic where the adapter has it and, tried on this very device, it keeps to
 * the bound that the package states. What is found out is remembered for this browser and model.
 *
 * @throws as `openSession`
 */
export async function openOnWebGpu(opening: Opening): Promise<ModelSession> {
  const { policy } = opening;
  const key = trialKey(opening);
  const known = await recallTrial(key);
  if (policy.preference !== 'webgpu' && isWasmFaster(known)) return openWasm(opening, known);
  const session = await openArithmetic(opening, key, known);
  if (policy.preference === 'webgpu' || known.webGpuMs !== undefined) return session;
  return fasterOf(session, opening, key);
}

/** What a trial's outcome depends on. */
function trialKey({ model, plan, platform, runtime }: Opening): string {
  return [
    model.digest,
    plan.device.name,
    `${threadCount(platform)} threads`,
    runtime.env.versions.web,
    navigator.userAgent,
  ].join('; ');
}

/** In fp16 where that is to be trusted here, else in fp32. */
async function openArithmetic(
  opening: Opening,
  key: string,
  known: DeviceTrial,
): Promise<ModelSession> {
  const { manifest } = opening.model;
  const half = opening.platform.adapter?.shaderF16 ? inHalf(manifest) : undefined;
  if (!half) return openWarm(opening, manifest);
  const moved = opening.policy.halfRuledOut ? FAILED : known.halfMoved;
  if (moved !== undefined && !isHalfAllowed(moved, half)) return openInstead(opening, moved);
  const session = await openHalf(opening, half, key);
  if (moved !== undefined) return session;
  const found = await whileHalf(key, () => tryHalf(session, half));
  await rememberTrial(key, { halfMoved: found });
  if (isHalfAllowed(found, half)) return session;
  await session.release();
  return openInstead(opening, found);
}

const openHalf = (opening: Opening, half: ModelManifest, key: string) =>
  whileHalf(key, () => openWarm(opening, half, 'fp16'));

/** fp32, for fp16 moved a probability too far. */
function openInstead(opening: Opening, moved: number): Promise<ModelSession> {
  const why = moved === FAILED ? 'fp16 failed' : `fp16: Δp ${moved.toPrecision(2)}`;
  return openWarm(opening, opening.model.manifest, `fp32 (${why})`);
}

/** @throws WebGpuFailure `inHalf` for what the runtime throws at fp16 */
async function whileHalf<T>(key: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const isRuntimes =
      error instanceof WebGpuFailure ||
      (error instanceof MutationPredictionError && error.code === 'inference-failed');
    if (!isRuntimes) throw error;
    await rememberTrial(key, { halfMoved: FAILED });
    throw new WebGpuFailure(error.message, { cause: error.cause ?? error }, true);
  }
}

/**
 * They are timed against each other once per browser and model, and only where WebGPU turns out slow (old integrated
 * graphics, software adapters).
 */
async function fasterOf(
  webGpu: ModelSession,
  opening: Opening,
  key: string,
): Promise<ModelSession> {
  const { model, runtime, load, platform } = opening;
  const { manifest } = model;
  const webGpuMs = await timeRun(webGpu, manifest);
  if (webGpuMs * viewsBehind(manifest) < immediateMs) return webGpu;

  const onWasm = (reason: FallbackReason) => planWasm(platform, reason).device;
  const wasm = await openNetwork(
    runtime,
    await load(manifest),
    manifest,
    onWasm({ why: 'configured' }),
  );
  const trial = { webGpuMs, wasmMs: await timeRun(wasm, manifest) };
  await rememberTrial(key, trial);
  if (!isWasmFaster(trial)) {
    await wasm.release();
    return webGpu;
  }
  await webGpu.release();
  return { ...wasm, device: { ...wasm.device, ...onWasm(whyWasmWon(trial)) } };
}

async function openWasm(
  { platform, load, model: { manifest } }: Opening,
  known: DeviceTrial,
): Promise<ModelSession> {
  const wasm = planWasm(platform, whyWasmWon(known));
  const runtime = await loadRuntime(wasm.build, threadCount(platform));
  return openNetwork(runtime, await load(manifest), manifest, wasm.device);
}

/**
 * Runs the network once where WebGPU is not demanded: it compiles its shaders, and refuses operators, in the first run.
 *
 * @param manifest the model's, or that of another form of its network
 * @param arithmetic see `Device`
 */
async function openWarm(
  { runtime, load, plan, policy }: Opening,
  manifest: ModelManifest,
  arithmetic?: string,
): Promise<ModelSession> {
  const device = { ...plan.device, ...(arithmetic !== undefined && { arithmetic }) };
  const network = await load(manifest);
  if (policy.preference === 'webgpu') {
    return openNetwork(runtime, network, manifest, device, { wholeGraphOnDevice: true });
  }
  try {
    const session = await openNetwork(runtime, network, manifest, device);
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
