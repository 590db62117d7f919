import * as z from 'zod';

/**
 * Where a network runs, said so that a user understands it. Runtimes and backends come and go, and
 * reports outlive them: to every reader they are names, and none of them is unknown.
 */
export const deviceSchema = z.object({
  /** What computes, e.g. `onnxruntime-web`. */
  runtime: z.string().min(1),
  runtimeVersion: z.string(),
  /** What the runtime computes on, e.g. `webgpu`. */
  backend: z.string().min(1),
  /** Adapter or processor as the platform names it, e.g. `Intel Iris Xe`. */
  name: z.string(),
  threads: z.number().int().optional(),
  /** Why a slower backend than WebGPU was taken; absent when nothing was given up. */
  fallbackReason: z.string().optional(),
});
export type Device = Readonly<z.infer<typeof deviceSchema>>;

/** What people call a backend. */
export interface BackendNames {
  readonly name: string;
  /** Where there is little room. */
  readonly short: string;
  /** After a preposition. */
  readonly inSentence: string;
}

const BACKENDS: ReadonlyMap<string, BackendNames> = new Map([
  ['webgpu', { name: 'WebGPU', short: 'WebGPU', inSentence: 'WebGPU' }],
  ['wasm', { name: 'WebAssembly', short: 'WASM', inSentence: 'WASM' }],
  ['cpu', { name: 'CPU', short: 'CPU', inSentence: 'the CPU' }],
]);

/** A backend that has no names here goes by its own. */
export function backendNames(backend: string): BackendNames {
  return BACKENDS.get(backend) ?? { name: backend, short: backend, inSentence: backend };
}
