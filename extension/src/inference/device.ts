import type { Device, FallbackReason, ModelManifest } from '@mutation-prediction/core';
import {
  en,
  fallbackOf,
  MutationPredictionError,
  wordsOfFallback,
} from '@mutation-prediction/core';
import type { DevicePreference } from '../settings.js';

/** The part of WebGPU that probing needs; TypeScript's DOM library has none of it yet. */
interface GpuAdapter {
  readonly features: ReadonlySet<string>;
  readonly info: Readonly<Record<'vendor' | 'architecture' | 'device' | 'description', string>> & {
    /** Emulated on the processor. */
    readonly isFallbackAdapter: boolean;
  };
}
interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<GpuAdapter | null>;
}

export interface GraphicsAdapter {
  readonly name: string;
  readonly shaderF16: boolean;
  /** A processor that plays graphics processor. */
  readonly emulated: boolean;
}

/** What this browser offers to a network, found without loading a runtime. */
export interface Platform {
  readonly adapter?: GraphicsAdapter;
  /** WebAssembly can wait for promises (JavaScript Promise Integration). */
  readonly jspi: boolean;
  readonly cores: number;
  /** Without it there is no shared memory, so no threads. */
  readonly crossOriginIsolated: boolean;
}

export interface DevicePolicy {
  readonly preference: DevicePreference;
  /** Why WebGPU must not be tried again on this page; absent while it may. */
  readonly webGpuRuledOut?: FallbackReason;
  /** fp16 arithmetic has failed on this page. */
  readonly halfRuledOut?: boolean;
}

/** ONNX Runtime's builds: WebGPU over JSPI, WebGPU over Asyncify (larger, slower), plain WASM. */
export type RuntimeBuild = 'jspi' | 'asyncify' | 'wasm';

type Precision = ModelManifest['graph']['precision'];

export type DeviceDescription = Omit<Device, 'runtimeVersion'>;

export interface DevicePlan {
  readonly build: RuntimeBuild;
  readonly device: DeviceDescription;
}

/** More WASM threads than this no longer help convolutions of our sizes. */
const mostThreads = 8;

/** Asks the browser; call it in the worker that will run the network, whose rights may differ. */
export async function probePlatform(): Promise<Platform> {
  const { gpu } = navigator as Navigator & { readonly gpu?: Gpu };
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  return {
    ...(adapter && { adapter: describeAdapter(adapter) }),
    jspi: 'Suspending' in WebAssembly,
    cores: navigator.hardwareConcurrency,
    crossOriginIsolated,
  };
}

/**
 * WebGPU where the browser, the model and the policy allow it, else WASM with the reason.
 *
 * @param precision of the model's graph; absent while no model is chosen
 * @throws MutationPredictionError `inference-failed` where the policy demands what is not there
 */
export function chooseDevice(
  platform: Platform,
  policy: DevicePolicy,
  precision?: Precision,
): DevicePlan {
  const adapter = adapterOrObstacle(platform, policy, precision);
  if (!('why' in adapter)) {
    return {
      build: platform.jspi ? 'jspi' : 'asyncify',
      device: { runtime: 'onnxruntime-web', backend: 'webgpu', name: adapter.name },
    };
  }
  if (policy.preference !== 'webgpu') return planWasm(platform, adapter);
  throw new MutationPredictionError('inference-failed.webgpu-only', {
    reason: wordsOfFallback({ fallback: [adapter] }, en),
  });
}

/** @param reason why WebGPU is not taken */
export function planWasm(platform: Platform, reason: FallbackReason): DevicePlan {
  const oneThread = platform.crossOriginIsolated ? [] : [{ why: 'one-thread' } as const];
  return {
    build: 'wasm',
    device: {
      runtime: 'onnxruntime-web',
      backend: 'wasm',
      name: `${platform.cores}-core processor`,
      threads: threadCount(platform),
      ...fallbackOf([reason, ...oneThread]),
    },
  };
}

export function threadCount({ cores, crossOriginIsolated }: Platform): number {
  return crossOriginIsolated ? Math.min(cores, mostThreads) : 1;
}

/** The adapter to run on, or why none may be used. */
function adapterOrObstacle(
  { adapter }: Platform,
  { preference, webGpuRuledOut }: DevicePolicy,
  precision: Precision | undefined,
): GraphicsAdapter | FallbackReason {
  if (preference === 'wasm') return { why: 'configured' };
  if (!adapter) return { why: 'no-adapter' };
  // A trial would keep the user waiting: emulated convolutions take a hundred times as long.
  if (adapter.emulated && preference === 'auto') {
    return { why: 'emulated', values: { adapter: adapter.name } };
  }
  if (precision === 'fp16' && !adapter.shaderF16) {
    return { why: 'no-16-bit' };
  }
  return webGpuRuledOut ?? adapter;
}

function describeAdapter({ info, features }: GpuAdapter): GraphicsAdapter {
  const parts = [info.vendor, info.architecture, info.device].filter((part) => part !== '');
  return {
    name: info.description || parts.join(' ') || 'unnamed adapter',
    shaderF16: features.has('shader-f16'),
    emulated: info.isFallbackAdapter,
  };
}
