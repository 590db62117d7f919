import { messageOf, MutationPredictionError } from '@mutation-prediction/core';
import type * as Ort from 'onnxruntime-web';
import type { RuntimeBuild } from './device.js';

export type Runtime = typeof Ort;

/** Each build is a chunk of its own, so that a browser downloads one of the three. */
const builds: Record<RuntimeBuild, () => Promise<Runtime>> = {
  jspi: () => import(/* webpackChunkName: 'onnxruntime-jspi' */ 'onnxruntime-web/jspi'),
  asyncify: () => import(/* webpackChunkName: 'onnxruntime-asyncify' */ 'onnxruntime-web/webgpu'),
  wasm: () => import(/* webpackChunkName: 'onnxruntime-wasm' */ 'onnxruntime-web/wasm'),
};

/**
 * Loads one build of ONNX Runtime; its WebAssembly lies in `ort/` beside the worker and is fetched
 * when the first session is made.
 *
 * @throws MutationPredictionError `inference-failed` where the site does not serve it
 */
export async function loadRuntime(build: RuntimeBuild, threads: number): Promise<Runtime> {
  try {
    const runtime = await builds[build]();
    runtime.env.wasm.wasmPaths = new URL('ort/', self.location.href).href;
    runtime.env.wasm.numThreads = threads;
    runtime.env.logLevel = 'error';
    return runtime;
  } catch (error) {
    throw new MutationPredictionError(
      'inference-failed.runtime-not-loaded',
      { build, problem: messageOf(error) },
      { cause: error },
    );
  }
}
