/**
 * A cohort over a queue in a bad hour: four workers that are killed at random, Redis that is killed and started
 * anew on its append-only file, whoever asks killed and started again, and a case that cannot be run. Held against
 * the table that one process writes: nothing may be lost, and nothing done twice may count twice.
 *
 * MP_BENCH_CASES (10000) is how many cases there are, MP_BENCH_WORKERS (4) how many workers, MP_BENCH_SEED (1)
 * which moments, MP_BENCH_MODEL (mmdl-demo) what predicts. Rates are of this machine while it does all of it; the ratio is what the queue costs.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { startRedis } from '../support/redis.mjs';

const CASES = Number(process.env.MP_BENCH_CASES ?? 10_000);
const WORKERS = Number(process.env.MP_BENCH_WORKERS ?? 4);
const SEED = Number(process.env.MP_BENCH_SEED ?? 1);
const MODEL = process.env.MP_BENCH_MODEL ?? 'mmdl-demo';
const BIN = path.resolve(import.meta.dirname, '../../cli/bin/mutation-prediction.js');
const TAKE_OVER_S = 5;
/** Between two kills of workers, least and most: each begins with looking through the whole cohort. */
const KILLS_S = CASES > 1000 ? [10, 40] : [4, 12];

export async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-queue-'));
  const cohort = path.join(folder, 'cohort');
  try {
    await writeCohort(cohort);
    const alone = path.join(folder, 'alone.csv');
    const one = await timed(() =>
      cli('predict', cohort, '--model', MODEL, '--csv', alone, '--progress', 'json'),
    );
    const many = await overQueue(folder, cohort);
    const rate = (seconds) => Math.round((CASES / seconds) * 600) / 10;
    return {
      cases: CASES,
      workers: WORKERS,
      model: MODEL,
      ...many.counts,
      isSame: readFileSync(alone).equals(readFileSync(many.csv)),
      lost: CASES + 1 - many.rows,
      committedTwice: many.committed - new Set(many.keys).size,
      doneAgainByRerun: many.again,
      casesPerMinute: { alone: rate(one.seconds), queue: rate(many.seconds) },
      ratio: Math.round((one.seconds / many.seconds) * 100) / 100,
      load: os.loadavg()[0],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One CT, and masks of its lesion that lack a voxel or two each: distinct cases that take next to no room. */
async function writeCohort(cohort) {
  const model = path.join(path.dirname(cohort), 'model');
  await cli('phantom-cohort', '--out', model, '--cases', '1');
  const from = path.join(model, 'cases/phantom-00001');
  const mask = gunzipSync(readFileSync(path.join(from, 'mask.nii.gz')));
  const HEADER_BYTES = 352;
  const inside = [...mask.keys()].filter((at) => at >= HEADER_BYTES && mask[at] !== 0);
  for (let n = 0; n < CASES; n++) {
    const place = path.join(cohort, `${String(n % 100).padStart(2, '0')}/case-${n}`);
    mkdirSync(place, { recursive: true });
    linkSync(path.join(from, 'ct.nii.gz'), path.join(place, 'ct.nii.gz'));
    const own = Buffer.from(mask);
    own[inside[n % inside.length]] = 0;
    own[inside[(n * 7 + Math.floor(n / inside.length)) % inside.length]] = 0;
    writeFileSync(path.join(place, 'mask.nii.gz'), gzipSync(own, { level: 1 }));
  }
  // Nothing is marked in it: it fails, here and there alike.
  const poison = path.join(cohort, 'poison');
  mkdirSync(poison, { recursive: true });
  linkSync(path.join(from, 'ct.nii.gz'), path.join(poison, 'ct.nii.gz'));
  const empty = Buffer.from(mask);
  empty.fill(0, HEADER_BYTES);
  writeFileSync(path.join(poison, 'mask.nii.gz'), gzipSync(empty));
}

async function overQueue(folder, cohort) {
  const csv = path.join(folder, 'queue.csv');
  const journal = `${csv}.journal`;
  const redis = await startRedis();
  const random = seeded(SEED);
  const start = () =>
    spawn(
      process.execPath,
      [
        ...[BIN, 'worker', '--queue', redis.url, '--source', `bench=${cohort}`],
        ...['--concurrency', '1', '--take-over', String(TAKE_OVER_S)],
      ],
      { stdio: 'ignore' },
    );
  const workers = Array.from({ length: WORKERS }, start);
  const asked = [
    ...['predict', cohort, '--model', MODEL, '--csv', csv],
    ...['--queue', redis.url, '--source', 'bench'],
  ];
  const counts = { workersKilled: 0, redisKilled: 0, submitterKilled: 0 };
  const committed = () => linesOf(journal).length - 1;
  let isOver = false;

  const harm = (async () => {
    const restarts = [0.25, 0.75].map((share) => share * CASES);
    while (!isOver) {
      await wait((KILLS_S[0] + random() * (KILLS_S[1] - KILLS_S[0])) * 1000);
      if (isOver) return;
      const victim = Math.floor(random() * WORKERS);
      workers[victim].kill('SIGKILL');
      workers[victim] = start();
      counts.workersKilled++;
      if (restarts.length > 0 && committed() >= restarts[0]) {
        restarts.shift();
        await redis.restart();
        counts.redisKilled++;
      }
    }
  })();
  try {
    const { seconds } = await timed(async () => {
      const first = spawn(process.execPath, [BIN, ...asked], { stdio: 'ignore' });
      const gone = new Promise((resolve) => first.once('close', resolve));
      while (committed() < CASES / 2) await wait(200);
      first.kill('SIGKILL');
      counts.submitterKilled++;
      await gone;
      await cli(...asked);
    });
    const keys = linesOf(journal)
      .slice(1)
      .map((line) => JSON.parse(line).key);
    const again = await cli(...asked, '--progress', 'json');
    const fresh = again.stderr
      .split('\n')
      .filter((line) => line.includes('"isKept":false') && !line.includes('"error"'));
    const rows = new Set(
      linesOf(csv)
        .slice(1)
        .map((line) => line.split(',')[0]),
    );
    return {
      csv,
      counts,
      seconds,
      keys,
      committed: keys.length,
      again: fresh.length,
      rows: rows.size,
    };
  } finally {
    isOver = true;
    await harm;
    for (const worker of workers) worker.kill('SIGKILL');
    await redis.stop();
  }
}

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  } catch {
    return [''];
  }
}

/** Some cases may fail: the table tells of them. */
function cli(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('close', (code) =>
      code === 0 || code === 3 ? resolve({ code, stderr }) : reject(new Error(stderr.slice(-2000))),
    );
  });
}

async function timed(work) {
  const started = performance.now();
  await work();
  return { seconds: (performance.now() - started) / 1000 };
}

/** The same moments for the same seed, as far as the machine allows. */
function seeded(seed) {
  let n = 0;
  return () => createHash('sha256').update(`${seed} ${n++}`).digest().readUInt32BE() / 2 ** 32;
}
