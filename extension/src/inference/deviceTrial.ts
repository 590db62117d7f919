import type { FallbackReason } from '@mutation-prediction/core';
import { readPrivateFile, writePrivateFile } from './model-files/opfs.js';

/** What was found out of a model in this browser; each is absent until it was tried. */
export interface DeviceTrial {
  /** How long one run took on either backend. */
  readonly webGpuMs?: number;
  readonly wasmMs?: number;
  /** By how much fp16 arithmetic changed a probability; 1 where it failed. */
  readonly halfMoved?: number;
}

const fileName = 'device-trials.json';

/** @param key whatever the outcome depends on: model, adapter, threads, browser, runtime */
export async function recallTrial(key: string): Promise<DeviceTrial> {
  return (await readTrials())[key] ?? {};
}

/** Beside what is known already. */
export async function rememberTrial(key: string, found: DeviceTrial): Promise<void> {
  const known = await readTrials();
  const trials = { ...known, [key]: { ...known[key], ...found } };
  await writePrivateFile(fileName, new TextEncoder().encode(JSON.stringify(trials)));
}

export const isWasmFaster = ({ webGpuMs = 0, wasmMs = Infinity }: DeviceTrial): boolean =>
  wasmMs < webGpuMs;

/** What to tell the user, where WASM won. */
export function whyWasmWon({ webGpuMs = 0, wasmMs = 0 }: DeviceTrial): FallbackReason {
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
