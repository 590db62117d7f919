/**
 * The engine's side of ../radiomics.mjs: loads a case, then runs it each time it is asked to.
 *
 *     node engine.mjs CASE.json
 *
 * Writes one line of JSON when ready, and one per line read from stdin. Measured is the
 * processor time of `extractRadiomics` on voxel arrays that were read from files before.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { extractRadiomics } from '@mutation-prediction/core';
import { readNiftiFile } from '../../../core/dist/imaging/niftiFile.js';

const { image, mask, ...parameters } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const input = load();

// Twice and with time between, so that the buffers of the files are given back before the count.
globalThis.gc();
await setTimeout(200);
globalThis.gc();
await setTimeout(200);
writeFileSync('/proc/self/clear_refs', '5'); // the peak from here on
const before = memoryKb('VmRSS');
reply({});
for await (const line of createInterface({ input: process.stdin })) {
  if (line === '') break;
  const start = cpuMs();
  const { features } = extractRadiomics(...input, parameters);
  reply({
    ms: cpuMs() - start,
    peakMb: (memoryKb('VmHWM') - before) / 1024,
    processMb: memoryKb('VmHWM') / 1024,
    features: Object.fromEntries(features.map(({ name, value }) => [name, value])),
  });
}

function load() {
  const ct = readNiftiFile(readFileSync(image), 'image');
  const label = readNiftiFile(readFileSync(mask), 'mask');
  const roi = Uint8Array.from(label.voxels, (value) => (value === 1 ? 1 : 0));
  return [
    { grid: ct.grid, data: ct.voxels },
    { grid: label.grid, data: roi },
  ];
}

/** Of all threads, so that compiling and collecting garbage count. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function memoryKb(field) {
  return Number(
    new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))[1],
  );
}

function reply(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
