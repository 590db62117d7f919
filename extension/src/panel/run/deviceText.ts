import {
  backendNames,
  MutationPredictionError,
  wordsOf,
  wordsOfFallback,
  type Catalogue,
} from '@mutation-prediction/core';
import type { RunsOn } from '../../contract.js';
import { say } from '../words.js';

/** One line, e.g. `WASM, 2 threads, 2-core processor. This browser offers no …`; or why there is no device. */
export function deviceText(device: RunsOn | MutationPredictionError, catalogue: Catalogue): string {
  if (device instanceof MutationPredictionError) return wordsOf(device, catalogue).message;
  if (device.backend === undefined) return say('device.server', { server: device.server });
  const { backend, name, threads, server } = device;
  const work = threads === undefined ? [] : [say('device.threads', { count: threads })];
  const where = server === undefined ? [] : [say('device.atServer', { server })];
  const line = [backendNames(backend).short, ...work, deviceName(name), ...where].join(', ');
  const why = wordsOfFallback(device, catalogue);
  return why === '' ? line : say('device.andWhy', { device: line, why });
}

/** A processor without a name is counted by its cores, in English as reports have it. */
export function deviceName(name: string): string {
  const [, cores] = /^(\d+)-core processor$/.exec(name) ?? [];
  return cores === undefined ? name : say('device.processor', { cores });
}
