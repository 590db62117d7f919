/**
 * The server of the command line against what is asked of it: `mmdl-demo` over HTTP on this machine, with
 * an audit trail. A table of the bars goes to stderr.
 *
 * MP_BENCH_RUNS (40) is how many answers are compared with runs here, MP_BENCH_SECONDS (20) how long
 * clients ask without a pause, MP_BENCH_CROWD_SECONDS (60) how long eight times as many do as run at
 * once: memory is judged after ten minutes.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { bars, tableOf } from './server/bars.mjs';
import { crowd } from './server/crowd.mjs';
import { cancelQueued, cancelRunning, killed, stopped, underOneKey } from './server/endings.mjs';
import { overhead } from './server/overhead.mjs';
import { MODEL, pipelineRequest } from './server/requests.mjs';
import { startServed } from './server/served.mjs';

const RUNS = Number(process.env.MP_BENCH_RUNS ?? 40);
const SECONDS = Number(process.env.MP_BENCH_SECONDS ?? 20);
const CROWD_SECONDS = Number(process.env.MP_BENCH_CROWD_SECONDS ?? 60);
/** How many times more clients than run at once. */
const TOO_MANY = 8;

export async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-server-'));
  cpSync(path.join(modelsDirectory(), MODEL), path.join(folder, MODEL), { recursive: true });
  const loadBefore = os.loadavg()[0];
  try {
    const measured = { ...(await underLoad(folder)), endings: await endings(folder) };
    const judged = bars(measured);
    process.stderr.write(`\n${tableOf(judged)}\n\n`);
    return { load: [loadBefore, os.loadavg()[0]], bars: judged, ...measured };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const settings = (folder, more) => ({
  'models.directory': folder,
  'audit.file': path.join(folder, 'audit.jsonl'),
  'admission.queueLength': '4',
  'admission.perUser': '1000',
  'admission.requestsPerMinute': '10000000',
  ...more,
});

/** One process with all cores, as a site starts with. */
async function underLoad(folder) {
  const server = await startServed(
    // What JSON takes is measured too.
    settings(folder, { 'admission.jsonBytes': '33554432', 'admission.bodyBytes': '33554432' }),
  );
  try {
    const compared = await overhead(server.url, RUNS);
    const { request } = await pipelineRequest();
    const ask = (clients, seconds, heed) =>
      crowd(server, { model: MODEL, request, clients, seconds, heed });
    return {
      overhead: compared,
      // One at work and one that comes next.
      peak: await ask(2, SECONDS, true),
      heeding: await ask(TOO_MANY, CROWD_SECONDS, true),
      impatient: await ask(TOO_MANY, SECONDS, false),
    };
  } finally {
    await server.stop();
  }
}

/** Two processes: what ends one must not end the other. */
async function endings(folder) {
  const server = await startServed(
    settings(folder, { 'backend.processes': '2', 'admission.queueLength': '16' }),
  );
  const { request } = await pipelineRequest();
  const of = (measure) => measure(server, MODEL, request);
  try {
    return {
      cancelQueuedMs: await of(cancelQueued),
      cancelRunningMs: await of(cancelRunning),
      oneKey: await of(underOneKey),
      kill: await of(killed),
      stop: await of(stopped),
    };
  } finally {
    await server.stop();
  }
}
