import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { startServed } from '../server/served.mjs';
import { SIZES, sizeTest } from './packages.mjs';

const BIN = path.resolve(import.meta.dirname, '../../../cli/bin/mutation-prediction.js');
const MODEL = 'mmdl-trunks';

/** Nine trunks in a process of their own against nine bare runs in another; memory where users run them. */
export async function nineTrunks(runs) {
  sizeTest(MODEL);
  const ours = await inChild('ours', runs);
  const bare = await inChild('bare', runs);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-sizes-'));
  try {
    await writePhantomStudy(path.join(folder, 'study'));
    mkdirSync(path.join(folder, 'models'));
    symlinkSync(path.join(SIZES, MODEL), path.join(folder, 'models', MODEL));
    return {
      openMs: ours.openMs,
      runMs: ours.runMs,
      bareRunMs: bare.runMs,
      ratio: ours.runMs / bare.runMs,
      residentGB: { ours: ours.residentGB, bare: bare.residentGB },
      commandLineGB: await onCommandLine(folder),
      serverGB: await onServer(folder),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function inChild(which, runs) {
  const child = fork(path.join(import.meta.dirname, 'trunksChild.mjs'), [which, String(runs)]);
  const [measured] = await once(child, 'message');
  await once(child, 'exit');
  return measured;
}

const predictArguments = (folder, ...more) => [
  BIN,
  'predict',
  path.join(folder, 'study'),
  '--csv',
  path.join(folder, `${more.length}.csv`),
  '--model',
  MODEL,
  ...more,
];

/** @returns the most that the command and its processes held resident at a time, GB */
async function onCommandLine(folder) {
  const models = ['--models', path.join(folder, 'models')];
  return peakGB(spawn(process.execPath, predictArguments(folder, ...models), { stdio: 'ignore' }));
}

/** @returns the most that the server and its processes held resident at a time, GB */
async function onServer(folder) {
  const server = await startServed({ 'models.directory': path.join(folder, 'models') });
  const watched = watch(server.networkProcesses);
  try {
    const asking = spawn(process.execPath, predictArguments(folder, '--server', server.url), {
      stdio: 'ignore',
    });
    const [code] = await once(asking, 'exit');
    if (code !== 0) throw new Error(`predict --server ended with ${code}`);
  } finally {
    await server.stop();
  }
  return watched();
}

async function peakGB(child) {
  const watched = watch(() => descendants(child.pid));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`predict ended with ${code}`);
  return watched();
}

/** Samples the memory of processes until the function that it returns is called. */
function watch(processes) {
  let peak = 0;
  const timer = setInterval(() => {
    const resident = processes().reduce((sum, pid) => sum + residentBytes(pid), 0);
    peak = Math.max(peak, resident);
  }, 100);
  return () => {
    clearInterval(timer);
    return peak / 1e9;
  };
}

function descendants(pid) {
  const own = childrenOf(pid);
  return [pid, ...own.flatMap((child) => descendants(child))];
}

function childrenOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function residentBytes(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
