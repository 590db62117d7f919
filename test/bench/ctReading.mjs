/**
 * Opening a 512 × 512 × 300 uncompressed CT series and reading all its voxels: time to parse it,
 * against dicom-parser on the same files, and peak memory, against the voxels' own bytes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { phantomDicom, readCtSeries, wholeBox } from '@mutation-prediction/core';
import dicomParser from 'dicom-parser';
import { fileSource } from '../../server-adapter/dist/case/fileSources.js';

const SIZE = [512, 512, 300];
const VOXEL_BYTES = 2 * SIZE[0] * SIZE[1] * SIZE[2];
const WARM_UP_RUNS = 10;
const TIMED_RUNS = 21;

export async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ct-reading-'));
  try {
    await writeSeries(folder);
    const parsed = await parsing(folderFiles(folder));
    return { ct: SIZE.join(' × '), ...parsed, ...memory(folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeSeries(folder) {
  const { files } = await phantomDicom({ size: SIZE });
  for await (const { name, bytes } of files) {
    if (name.startsWith('ct/')) {
      writeFileSync(path.join(folder, path.basename(name)), new Uint8Array(bytes));
    }
  }
}

/** From the disk, and with every file already in memory. */
async function parsing(files) {
  const inMemory = [];
  for (const file of files) inMemory.push(new Uint8Array(await readFile(file)));
  const results = await alternate({
    oursFromDisk: () => readCtSeries(files.map(fileSource)),
    dicomParserFromDisk: async () => {
      for (const file of files) parseWithDicomParser(await readFile(file));
    },
    oursInMemory: () =>
      readCtSeries(inMemory.map((bytes, n) => ({ name: files[n], read: async () => bytes }))),
    dicomParserInMemory: () => inMemory.forEach(parseWithDicomParser),
  });
  return {
    parsingMs: Object.fromEntries(Object.entries(results).map(([name, ms]) => [name, round(ms)])),
    parsingRatioFromDisk: round(results.oursFromDisk / results.dicomParserFromDisk),
    parsingRatioInMemory: round(results.oursInMemory / results.dicomParserInMemory),
  };
}

function parseWithDicomParser(bytes) {
  return dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' });
}

/** Median milliseconds of each, run in turns so that all meet the same machine. */
async function alternate(runs) {
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let n = 0; n < WARM_UP_RUNS + TIMED_RUNS; n++) {
    for (const [name, run] of Object.entries(runs)) {
      const start = performance.now();
      await run();
      if (n >= WARM_UP_RUNS) times[name].push(performance.now() - start);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, all.sort((a, b) => a - b)[TIMED_RUNS >> 1]]),
  );
}

/** Peak resident memory of a process that reads the series, over that of an empty one. */
function memory(folder) {
  const node = (...args) => Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  const idle = node('--input-type=module', '--eval', `${peakMemory}; ${PRINT_PEAK}`);
  const used = node(import.meta.filename, 'read', folder) - idle;
  return {
    voxelsMb: round(VOXEL_BYTES / 1e6),
    peakMemoryMb: round(used / 1e6),
    memoryRatio: round(used / VOXEL_BYTES),
  };
}

const PRINT_PEAK = 'process.stdout.write(String(await peakMemory()))';

/** Bytes, of this process alone: `maxRSS` would count what it was forked from. */
async function peakMemory() {
  const { readFileSync } = await import('node:fs');
  return 1024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
}

/** The part of {@link memory} that runs in a process of its own. */
async function readAll(folder) {
  const { series } = await readCtSeries(folderFiles(folder).map(fileSource));
  const { data } = await series[0].readRegion(wholeBox(series[0].grid));
  if (data.byteLength !== VOXEL_BYTES) throw new Error('not the whole series was read');
  process.stdout.write(String(await peakMemory()));
}

const folderFiles = (folder) => readdirSync(folder).map((name) => path.join(folder, name));
const round = (value) => Number(value.toPrecision(3));

if (process.argv[1] === import.meta.filename) {
  const [task, folder] = process.argv.slice(2);
  if (task === 'read') await readAll(folder);
  else console.log(await bench());
}
