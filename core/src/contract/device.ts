import * as z from 'zod';

/** Where a network runs, said so that a user understands it. */
export interface Device {
  readonly runtime: 'onnxruntime-web' | 'onnxruntime-node';
  readonly runtimeVersion: string;
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  /** Adapter or processor as the platform names it, e.g. `Intel Iris Xe`. */
  readonly name: string;
  readonly threads?: number;
  /** Why a slower backend than WebGPU was taken; absent when nothing was given up. */
  readonly fallbackReason?: string;
}

export const deviceSchema = z.object({
  runtime: z.enum(['onnxruntime-web', 'onnxruntime-node']),
  runtimeVersion: z.string(),
  backend: z.enum(['webgpu', 'wasm', 'cpu']),
  name: z.string(),
  threads: z.number().int().optional(),
  fallbackReason: z.string().optional(),
});
