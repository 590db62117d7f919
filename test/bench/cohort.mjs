/**
 * Cohorts at full size: cases a minute against a script of pydicom, SimpleITK and onnxruntime on the same cores in
 * the same run; runs killed at random moments; full disks; memory over many cases.
 *
 *     MP_PYTHON=python npm run bench -- cohort
 *
 * MP_COHORT_CASES (200), MP_COHORT_ROUNDS (2), MP_COHORT_KILLS (50 of each command), MP_COHORT_DISKS (12 sizes)
 * and MP_COHORT_MEMORY_CASES (2000) make it smaller; a part of which there are 0 is left out.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { fullDisks, killedRuns, run } from './cohort/interruptedRuns.mjs';

const CASES = Number(process.env.MP_COHORT_CASES ?? 200);
const ROUNDS = Number(process.env.MP_COHORT_ROUNDS ?? 2);
const KILLS = Number(process.env.MP_COHORT_KILLS ?? 50);
const DISKS = Number(process.env.MP_COHORT_DISKS ?? 12);
const MEMORY_CASES = Number(process.env.MP_COHORT_MEMORY_CASES ?? 2000);
const PYTHON = process.env.MP_PYTHON ?? 'python3';
const PACKAGES = path.resolve(import.meta.dirname, '../../models/packages');
const PEER = path.join(import.meta.dirname, 'cohort/peer.py');
const BIN = path.resolve(import.meta.dirname, '../../cli/bin/mutation-prediction.js');

/** As many slices as a chest CT has, of a quarter of its pixels. */
const STUDY = { size: [256, 256, 240] };
/** Runs that are killed are about what is written, not about voxels. */
const SMALL = { size: [64, 64, 40] };
/** Studies that are made; further cases are copies of them under UIDs of their own. */
const MADE = 20;

const say = (text) => process.stderr.write(`  ${text}\n`);

/** Park and Miller's numbers from 0 to 1. */
function seeded(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** An NBIA tree: PATIENT/DATE-STUDY/SERIES. */
async function cohortOf(root, cases, phantom) {
  const made = Math.min(cases, MADE);
  for (let n = 0; n < cases; n++) {
    const place = placeOf(root, n);
    if (n < made) {
      await writePhantomStudy(path.join(place, '06-06-1990-CT-CHEST'), { ...phantom, seed: n + 1 });
    } else {
      await copyAsAnother(placeOf(root, n % made), place, n);
    }
  }
}

const placeOf = (root, n) => path.join(root, `R01-${String(n + 1).padStart(4, '0')}`);

/**
 * A study under UIDs of its own: with the same ones, the slices of all copies would be one series, whose
 * doubles are compared voxel by voxel.
 */
async function copyAsAnother(from, to, number) {
  const end = String(number).padStart(4, '0');
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, file));
    const content = await readFile(file, 'latin1');
    const renamed = content.replace(/(2\.25\.\d{20,})\d{4}/g, `$1${end}`);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, renamed, 'latin1');
  }
}

/** Cases a minute of ours and the two scripts, alternating, the best of each. */
async function throughput(folder) {
  const cohort = path.join(folder, 'NSCLC-Radiogenomics');
  say(`${CASES} studies`);
  await cohortOf(cohort, CASES, STUDY);
  const threads = availableParallelism();
  const model = path.join(PACKAGES, 'mmdl-demo');
  const best = {};
  const timed = async (name, work) => {
    const started = performance.now();
    await work();
    const perMinute = (60_000 * CASES) / (performance.now() - started);
    best[name] = Math.max(best[name] ?? 0, perMinute);
    say(`${name}: ${perMinute.toFixed(1)} cases a minute`);
  };
  for (let round = 0; round < ROUNDS; round++) {
    await timed('ours', async () => {
      const csv = path.join(folder, `ours-${round}.csv`);
      const { code, stderr } = await run(['predict', cohort, '--csv', csv, '--model', 'mmdl-demo']);
      if (code !== 0) throw new Error(stderr);
    });
    for (const how of ['whole', 'cube']) {
      await timed(how, () => {
        const out = path.join(folder, `${how}.csv`);
        const args = [PEER, cohort, model, out, how, String(threads)];
        const { status, stderr } = spawnSync(PYTHON, args, { encoding: 'utf8' });
        if (status !== 0) throw new Error(stderr);
      });
    }
  }
  await rm(cohort, { recursive: true });
  return {
    cases: CASES,
    processors: threads,
    casesPerMinute: best,
    timesTheScriptThatResamplesTheVolume: best.ours / best.whole,
    timesTheScriptThatSamplesTheCube: best.ours / best.cube,
  };
}

async function interruptions(folder) {
  const cohort = path.join(folder, 'small');
  await cohortOf(cohort, 6, SMALL);
  const nifti = path.join(folder, 'nifti');
  await run(['phantom-cohort', '--cases', '6', '--seed', '5', '--out', nifti]);
  const commands = {
    predict: (csv) => ['predict', cohort, '--csv', csv, '--workers', '2'],
    radiomics: (csv) => ['radiomics', path.join(nifti, 'cases'), '--csv', csv, '--workers', '2'],
  };
  const found = {};
  for (const [name, argsFor] of Object.entries(commands)) {
    const place = path.join(folder, `interrupted-${name}`);
    say(`${KILLS} killed runs of ${name}`);
    const killed = await killedRuns(argsFor, place, { runs: KILLS, random: seeded(20261129) });
    say(`full disks under ${name}`);
    const sizes = Array.from({ length: DISKS }, (_, n) => 4096 * (2 + 2 * n));
    found[name] = { killed, fullDisk: (await fullDisks(argsFor, place, sizes)) ?? 'not mounted' };
  }
  return found;
}

/** Physical memory of a process and those it started, MiB. */
async function memoryOf(pid) {
  let bytes = 0;
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'latin1').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(entry) === pid || Number(fields[1]) === pid) bytes += Number(fields[21] ?? 0) * 4096;
  }
  return bytes / 2 ** 20;
}

/** Memory while many cases pass: its highest value in the second fifth and in the last one. */
async function memory(folder) {
  const cohort = path.join(folder, 'many');
  say(`${MEMORY_CASES} cases for memory`);
  await cohortOf(cohort, MEMORY_CASES, SMALL);
  const csv = path.join(folder, 'many-out.csv');
  const args = [BIN, 'predict', cohort, '--csv', csv, '--progress', 'json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let done = 0;
  child.stderr.on('data', (chunk) => (done += String(chunk).split('\n').length - 1));
  const samples = [];
  const watch = setInterval(() => {
    const at = done;
    void memoryOf(child.pid).then((mebibytes) => samples.push({ at, mebibytes }));
  }, 500);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  const highest = (from, to) =>
    Math.max(
      0,
      ...samples
        .filter(({ at }) => at >= from * MEMORY_CASES && at < to * MEMORY_CASES)
        .map(({ mebibytes }) => mebibytes),
    );
  return {
    cases: MEMORY_CASES,
    code,
    secondFifthMiB: highest(0.2, 0.4),
    lastFifthMiB: highest(0.8, 1),
  };
}

export async function bench() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-cohort-'));
  try {
    const parts = {
      ...(KILLS + DISKS > 0 && { interruptions }),
      ...(CASES > 0 && { throughput }),
      ...(MEMORY_CASES > 0 && { memory }),
    };
    const found = {};
    for (const [name, part] of Object.entries(parts)) {
      found[name] = await part(folder);
      say(JSON.stringify(found[name])); // an hour's figures are not lost with the run's end
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
