import type { FallbackReason } from '@mutation-prediction/core';
import { readPrivateFile, writePrivateFile } from './model-files/opfs.js';

/** How long one run of a model took on either backend of this browser. */
export interface DeviceTrial {
  readonly webGpuMs: number;
  readonly wasmMs: number;
}

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

/** What to tell the user, where WASM won. */
export function whyWasmWon({ webGpuMs, wasmMs }: DeviceTrial): FallbackReason {
  return { why: 'slower', values: { webGpuMs: webGpuMs.toFixed(0), wasmMs: wasmMs.toFixed(0) } };
}

/** Only this module writes the file; should it be damaged, that costs no more than a new trial. */
async function readTrials(): Promise<Readonly<Record<string, DeviceTrial>>> {
  const bytes = await readPrivateFile(fileName);
  if (!bytes) return {};
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, DeviceTrial>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
