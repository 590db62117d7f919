/**
 * Runs that are killed, or find no room on the disk, and are run again: whether the table is that of an
 * undisturbed run, and nothing that was there before is lost.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const BIN = path.resolve(import.meta.dirname, '../../../cli/bin/mutation-prediction.js');

/** @returns {Promise<{code: number | null, stderr: string}>} */
export function run(args, { killAfterMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Its own group, so that its parsing processes go with it, as in a power cut.
      detached: true,
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('error', reject);
    const timer =
      killAfterMs !== undefined &&
      setTimeout(() => process.kill(-child.pid, 'SIGKILL'), killAfterMs);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stderr });
    });
  });
}

/**
 * Kills runs of a command at random moments of its duration, and resumes each until it ends.
 *
 * @param argsFor the command's arguments for a table
 * @param random numbers from 0 to 1
 * @returns how many were killed before they ended, and how many tables differ from the undisturbed one
 */
export async function killedRuns(argsFor, folder, { runs, random }) {
  await mkdir(folder, { recursive: true });
  const whole = path.join(folder, 'undisturbed.csv');
  const started = performance.now();
  await run(argsFor(whole));
  const durationMs = performance.now() - started;
  const expected = await readFile(whole, 'utf8');
  let killed = 0;
  const differing = [];
  for (let n = 0; n < runs; n++) {
    const csv = path.join(folder, `killed-${n}.csv`);
    const first = await run(argsFor(csv), { killAfterMs: random() * durationMs });
    if (first.code === null) killed++;
    // A second cut while the first is being mended.
    if (n % 3 === 0) await run(argsFor(csv), { killAfterMs: random() * durationMs });
    const { code, stderr } = await run(argsFor(csv));
    const table = await readFile(csv, 'utf8').catch(() => '');
    if (table !== expected) differing.push({ run: n, code, stderr });
    await rm(csv, { force: true });
    await rm(`${csv}.journal`, { force: true });
  }
  return { runs, killed, differing };
}

/** A file system of so many bytes, as root on Linux. @returns whether there is one */
export async function mountSmallDisk(place, bytes) {
  await mkdir(place, { recursive: true });
  try {
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', place]);
    return true;
  } catch {
    return false;
  }
}

export async function enlargeSmallDisk(place, bytes) {
  await promisify(execFile)('mount', ['-o', `remount,size=${bytes}`, place]);
}

export async function unmountSmallDisk(place) {
  for (let n = 0; n < 20; n++) {
    try {
      return await promisify(execFile)('umount', [place]);
    } catch {
      await wait(100);
    }
  }
}

const OLD = 'a table of another day\n';

/**
 * Runs a command whose table lies on a disk of each of these sizes, then makes room and runs it again.
 *
 * @returns undefined where no small disk can be made; else what went wrong at each size, if anything
 */
export async function fullDisks(argsFor, folder, sizes) {
  const whole = path.join(folder, 'undisturbed.csv');
  await mkdir(folder, { recursive: true });
  if (!existsSync(whole)) await run(argsFor(whole));
  const expected = await readFile(whole, 'utf8');
  let full = 0;
  const problems = [];
  for (const size of sizes) {
    const disk = path.join(folder, `disk-${size}`);
    if (!(await mountSmallDisk(disk, size))) return undefined;
    try {
      const csv = path.join(disk, 'table.csv');
      await writeFile(csv, OLD);
      const first = await run([...argsFor(csv), '--force']);
      const table = await readFile(csv, 'utf8');
      if (first.code !== 0) full++;
      const isPlain = first.code === 0 || !/\n\s+at /.test(first.stderr);
      if (!isPlain) problems.push({ size, problem: 'a stack trace', stderr: first.stderr });
      // Old or new, never a part of either.
      if (table !== OLD && table !== expected) problems.push({ size, problem: 'a table cut off' });
      await enlargeSmallDisk(disk, 64 * 2 ** 20);
      const second = await run([...argsFor(csv), '--force']);
      const resumed = await readFile(csv, 'utf8');
      if (second.code !== 0 || resumed !== expected) {
        problems.push({ size, problem: 'not resumed', code: second.code, stderr: second.stderr });
      }
    } finally {
      await unmountSmallDisk(disk);
    }
  }
  return { sizes: sizes.length, full, problems };
}
