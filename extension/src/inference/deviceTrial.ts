import * as z from 'zod';
import { readPrivateFile, writePrivateFile } from './opfs.js';

/** How long one run of a model took on either backend of this browser. */
const trialSchema = z.object({ webGpuMs: z.number(), wasmMs: z.number() });
export type DeviceTrial = z.infer<typeof trialSchema>;

const trialsSchema = z.record(z.string(), trialSchema);

const fileName = 'device-trials.json';

/** @param key whatever the speeds depend on: model, adapter, threads, browser, runtime */
export async function recallTrial(key: string): Promise<DeviceTrial | undefined> {
  return (await readTrials())[key];
}

export async function rememberTrial(key: string, trial: DeviceTrial): Promise<void> {
  const trials = { ...(await readTrials()), [key]: trial };
  await writePrivateFile(fileName, new TextEncoder().encode(JSON.stringify(trials)));
}

export const isWasmFaster = ({ webGpuMs, wasmMs }: DeviceTrial): boolean => wasmMs < webGpuMs;

/** A sentence for the user, where WASM won. */
export function whyWasmWon({ webGpuMs, wasmMs }: DeviceTrial): string {
  return `WebGPU was slower than WASM on a trial run (${webGpuMs.toFixed(0)} against ${wasmMs.toFixed(0)} ms).`;
}

async function readTrials(): Promise<z.infer<typeof trialsSchema>> {
  const bytes = await readPrivateFile(fileName);
  if (!bytes) return {};
  const trials = trialsSchema.safeParse(parseJson(new TextDecoder().decode(bytes)));
  return trials.success ? trials.data : {};
}

/** A damaged file only costs a new trial. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
