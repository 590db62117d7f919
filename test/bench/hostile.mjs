/**
 * Damaged and tampered DICOM files against our readers, each in the parsing process that the command
 * line uses. Nothing may crash or hang that process' caller, and a mask that differs from the sound
 * file's has to be what an independent reader (highdicom, where MP_PYTHON names a Python that has it)
 * makes of the same bytes.
 *
 * MP_MUTANTS (10000) and MP_SEED (1) choose how many and which. Mutants that stop the process or that
 * the judge calls wrong are kept in test-results/hostile.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readCtSeries, seededRandom } from '@mutation-prediction/core';
import { Parser } from '../../server-adapter/dist/parsing/parser.js';
import { mutate } from './hostile/mutate.mjs';

const golden = path.resolve(import.meta.dirname, '../golden');
const kept = path.resolve(import.meta.dirname, '../../test-results/hostile');
const LIMITS = { computingMs: 5000, memoryBytes: 2 * 2 ** 30 };

export async function bench() {
  const count = Number(process.env.MP_MUTANTS ?? 10_000);
  const random = seededRandom(Number(process.env.MP_SEED ?? 1));
  const victims = await soundFiles();
  const parser = new Parser(new URL('./hostile/tasks.mjs', import.meta.url), LIMITS);
  for (const victim of victims) {
    // Some golden files are there to be refused; damaged, they still have to be answered.
    victim.expected = await parser
      .call(victim.task, victim.call(victim.bytes), victim.name)
      .catch(() => undefined);
  }

  rmSync(kept, { recursive: true, force: true });
  for (const folder of ['stopped', 'changed'])
    mkdirSync(path.join(kept, folder), { recursive: true });
  const tally = { same: 0, changed: 0, refused: {}, stopped: [] };
  let longestMs = 0;
  for (let n = 0; n < count; n++) {
    const victim = victims[n % victims.length];
    const mutant = mutate(victim.bytes, random);
    const name = `${String(n).padStart(6, '0')}-${victim.name.replace(/\W+/g, '-')}`;
    const started = performance.now();
    try {
      const result = await parser.call(victim.task, victim.call(mutant), name);
      if (isSame(victim, result)) tally.same++;
      else {
        tally.changed++;
        // highdicom reads no structure sets: a contour moved by the damage is where the file says.
        if (victim.name.includes('dicom/seg')) {
          writeFileSync(path.join(kept, 'changed', `${name}.dcm`), mutant);
          writeFileSync(path.join(kept, 'changed', `${name}.json`), JSON.stringify(result));
        }
      }
    } catch ({ code, message }) {
      tally.refused[code] = (tally.refused[code] ?? 0) + 1;
      if (code === 'parsing-stopped') {
        tally.stopped.push(`${name}: ${message}`);
        writeFileSync(path.join(kept, 'stopped', `${name}.dcm`), mutant);
      }
    }
    longestMs = Math.max(longestMs, performance.now() - started);
    if (n % 500 === 0) process.stderr.write(`  ${n} of ${count}\n`);
  }
  parser.close();
  return { mutants: count, ...tally, longestMs: Math.round(longestMs), masks: judgeMasks() };
}

/** Of a segmentation: every segment that still is read has the voxels it had. */
function isSame({ task, expected }, result) {
  if (task !== 'segmentation') return JSON.stringify(result) === JSON.stringify(expected);
  return Object.entries(result).every(
    ([number, voxels]) => JSON.stringify(voxels) === JSON.stringify(expected?.[number]),
  );
}

/** What is damaged: every golden segmentation, CT and report. */
async function soundFiles() {
  const ctFolder = path.join(golden, 'dicom/oblique');
  const ct = readdirSync(ctFolder).map((file) => ({
    name: file,
    bytes: new Uint8Array(readFileSync(path.join(ctFolder, file))),
  }));
  const sources = ct.map(({ name, bytes }) => ({ name, read: () => Promise.resolve(bytes) }));
  const [series] = (await readCtSeries(sources)).series;
  const target = {
    grid: series.grid,
    frameOfReferenceUid: series.identity.frameOfReferenceUid,
  };
  const segmentations = [
    ...filesBelow('dicom/seg'),
    ...filesBelow('dicom/seg-variants'),
    'dicom/rtstruct.dcm',
  ];
  const lone = [...filesBelow('dicom/ct/codec'), ...filesBelow('dicom/ct/enhanced')];
  const reports = filesBelow('report');
  const read = (file) => new Uint8Array(readFileSync(path.join(golden, file)));
  return [
    ...segmentations.map((file) => ({
      name: file,
      task: 'segmentation',
      bytes: read(file),
      call: (bytes) => ({ bytes, target }),
    })),
    ...ct.slice(0, 3).map(({ name, bytes: sound }) => ({
      name: `ct/${name}`,
      task: 'ct',
      bytes: sound,
      call: (bytes) => ({
        files: ct.map((file) => (file.name === name ? { name, bytes } : file)),
      }),
    })),
    ...lone.map((file) => ({
      name: file,
      task: 'ct',
      bytes: read(file),
      call: (bytes) => ({ files: [{ name: file, bytes }] }),
    })),
    ...reports.map((file) => ({
      name: file,
      task: 'report',
      bytes: read(file),
      call: (bytes) => ({ bytes }),
    })),
  ];
}

/** DICOM files of a folder of golden data, by their paths there. */
function filesBelow(folder) {
  return readdirSync(path.join(golden, folder), { recursive: true })
    .filter((file) => file.endsWith('.dcm'))
    .map((file) => `${folder}/${file}`)
    .sort();
}

function judgeMasks() {
  const python = process.env.MP_PYTHON;
  if (!python) return 'skipped: MP_PYTHON names no Python with highdicom';
  const judge = path.join(import.meta.dirname, 'hostile/judge.py');
  const folders = [path.join(kept, 'changed'), path.join(golden, 'dicom/oblique')];
  const printed = execFileSync(python, [judge, ...folders], { maxBuffer: 2 ** 28 });
  const { equal, unread, wrong } = JSON.parse(String(printed));
  return { equal: equal.length, unread, wrong };
}
