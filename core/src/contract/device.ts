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
  /**
   * What it computes with, where the package leaves a choice: `fp16`, or why not, e.g. `fp32 (fp16: Δp 0.031)`.
   * Absent for fp32 that nothing else was tried for.
   */
  arithmetic: z.string().min(1).optional(),
  /** The server that it is part of, e.g. `gpu.example.org`; absent for the machine that was asked. */
  server: z.string().min(1).optional(),
  /** Why a slower backend than WebGPU was taken, in English; absent when nothing was given up. */
  fallbackReason: z.string().optional(),
  /** The same for other languages: terms of the catalogue and what they name. Not stored in a report. */
  fallback: z
    .array(z.object({ why: z.string(), values: z.record(z.string(), z.string()).optional() }))
    .optional(),
});
export type Device = Readonly<z.infer<typeof deviceSchema>>;
