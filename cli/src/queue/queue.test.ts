/** A cohort over a real Redis and real workers, some of which come to harm. */
import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Queue } from 'bullmq';
import {
  decodePart10,
  readPredictionReport,
  type NaturalisedDataset,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { runCli, runCliIn } from '../../../test/support/cli.js';
import { QueueWorker } from '../../../test/support/queueWorker.js';
import { hasRedis, startRedis, type TestRedis } from '../../../test/support/redis.mjs';

const withRedis = hasRedis ? describe : describe.skip;
const skipped = hasRedis ? '' : ' (skipped: redis-server is not installed)';

const CASES = 8;
/** A worker that has gone is noticed within two seconds. */
const SOON = ['--take-over', '1', '--concurrency', '1'] as const;

jest.setTimeout(240_000);

withRedis(`a cohort over a queue${skipped}`, () => {
  let root: string;
  let cohort: string;
  let redis: TestRedis;
  let workers: QueueWorker[] = [];
  let run = 0;
  const place = (name: string) => path.join(root, `run-${++run}`, name);
  const text = (file: string) => readFile(file, 'utf8');

  const worker = (...args: string[]) => {
    const started = QueueWorker.start(
      {},
      '--queue',
      redis.url,
      '--source',
      `phantoms=${cohort}`,
      ...SOON,
      ...args,
    );
    workers.push(started);
    return started;
  };
  const overQueue = (csv: string, ...args: string[]) => [
    ...['predict', cohort, '--queue', redis.url, '--source', 'phantoms'],
    ...['--csv', csv, '--progress', 'json', ...args],
  ];
  const submit = (csv: string) => {
    const submitter = spawn(process.execPath, [
      'cli/bin/mutation-prediction.js',
      ...overQueue(csv),
    ]);
    const ended = new Promise((resolve) => submitter.once('close', resolve));
    return { process: submitter, ended };
  };
  const queue = async (...args: string[]) => {
    const { stdout } = await runCli('queue', ...args, '--json', '--queue', redis.url);
    return JSON.parse(stdout || 'null') as Record<string, unknown>;
  };

  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-queue-'));
    cohort = path.join(root, 'phantoms');
    await runCli('phantom-cohort', '--out', cohort, '--cases', String(CASES));
  });
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(workers.map((one) => one.kill()));
    workers = [];
    await redis.stop();
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  /** The table that one machine alone writes. */
  let alone: Promise<string> | undefined;
  const tableOfOneMachine = () =>
    (alone ??= (async () => {
      const csv = place('table.csv');
      const { code, stderr } = await runCli('predict', cohort, '--csv', csv, '--workers', '2');
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      return text(csv);
    })());

  test('gives what one machine gives, whatever is killed or started anew, and nothing twice', async () => {
    const expected = await tableOfOneMachine();
    const csv = place('table.csv');
    worker();
    worker();
    const submitter = submit(csv);
    const journal = async () =>
      (await text(`${csv}.journal`).catch(() => '')).trimEnd().split('\n');
    const done = async () => (await journal()).length - 1;

    while ((await done()) < 1) await wait(20);
    await workers[0]!.kill();
    worker();
    while ((await done()) < 2) await wait(20);
    await redis.restart();
    while ((await done()) < 4) await wait(20);
    submitter.process.kill('SIGKILL');
    await submitter.ended;
    await workers[1]!.kill();
    worker();

    const { code, stderr } = await runCli(...overQueue(csv));
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(await text(csv)).toBe(expected);
    const keys = (await journal())
      .slice(1)
      .map((line) => (JSON.parse(line) as { key: string }).key);
    expect(keys).toHaveLength(CASES);
    expect(new Set(keys).size).toBe(CASES);

    // Nothing is left, and nothing is left to do.
    await Promise.all(workers.map((one) => one.kill()));
    expect(await queue('status')).toMatchObject({ waiting: 0, running: 0, done: 0, failed: 0 });
    const again = await runCli(...overQueue(csv));
    expect(again.code).toBe(0);
    expect(again.stderr.match(/"isKept":true/g)).toHaveLength(CASES);
    expect(await text(csv)).toBe(expected);
  });

  test('a case under which every worker ends fails with a reason, and the others are done', async () => {
    const expected = (await tableOfOneMachine()).split('\n');
    const csv = place('table.csv');
    const running = runCli(...overQueue(csv));
    const connection = { url: redis.url, maxRetriesPerRequest: null };
    const watched = new Queue<object>('mutation-prediction', { connection });
    try {
      let [poison] = await watched.getWaiting(0, 0);
      while (!poison) {
        await wait(20);
        [poison] = await watched.getWaiting(0, 0);
      }
      for (let current = worker(); ; await wait(10)) {
        const job = await watched.getJob(poison.id!);
        if (await job?.isFailed()) break;
        expect(await job?.isCompleted()).toBe(false);
        if (job?.processedBy !== `${os.hostname()}:${current.process.pid}`) continue;
        await current.kill();
        current = worker();
      }
    } finally {
      await watched.close();
    }
    const { code } = await running;
    expect(code).toBe(3);
    const lines = (await text(csv)).split('\n');
    const failed = lines.filter((line) => line.includes(',worker-failed,'));
    expect(failed).toHaveLength(1);
    const id = failed[0]!.split(',')[0]!;
    const others = (table: readonly string[]) => table.filter((line) => !line.startsWith(`${id},`));
    expect(others(lines)).toEqual(others(expected));
    expect(await queue('failed')).toMatchObject({
      source: 'phantoms',
      reason: 'worker-failed.ended',
    });

    // It was the workers: tried again by people, it is done before the next run asks.
    expect(await queue('retry')).toEqual({ retried: 1 });
    while (Number((await queue('status'))['done']) < 1) await wait(100);
    const again = await runCli(...overQueue(csv));
    expect(again.code).toBe(0);
    expect(again.stderr.match(/"isKept":false/g)).toHaveLength(1);
    expect(await text(csv)).toBe(expected.join('\n'));
  });

  test('paused, nothing is taken; drained, nothing is added; interrupted, nothing waits', async () => {
    const csv = place('table.csv');
    expect(await queue('pause')).toMatchObject({ state: 'paused', waiting: 0 });
    const untilAllWait = async () => {
      while (Number((await queue('status'))['waiting']) < CASES) await wait(50);
    };

    const interrupted = submit(csv);
    await untilAllWait();
    interrupted.process.kill('SIGINT');
    expect(await interrupted.ended).toBe(1);
    expect(await queue('status')).toMatchObject({ waiting: 0 });

    worker();
    const running = runCli(...overQueue(csv));
    await untilAllWait();
    await workers[0]!.ready;
    expect(await queue('drain')).toMatchObject({ state: 'draining', running: 0, workers: 1 });
    const late = await runCli(...overQueue(place('late.csv')));
    expect(late.code).toBe(1);
    expect(late.stderr).toContain('being drained');
    expect(await queue('resume')).toMatchObject({ state: 'open' });
    expect((await running).code).toBe(0);
  });
});

withRedis(`what is in the queue${skipped}`, () => {
  const PATIENT = 'Canary-Jane';
  // Long: three letters turn up by chance in what is coded in base64.
  const NAME = 'Rosenzweig^Johannes';
  const PASSWORD = 'canary-password';
  let root: string;
  let redis: TestRedis;

  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-canary-'));
    redis = await startRedis(PASSWORD);
  });
  afterAll(async () => {
    await redis.stop();
    await rm(root, { recursive: true, force: true });
  });

  test('is no name, no place and no secret, and the reports come back all the same', async () => {
    const cohort = path.join(root, PATIENT);
    await writePhantomStudy(path.join(cohort, NAME), { size: [64, 64, 40], seed: 1 });
    const address = path.join(root, 'queue');
    await writeFile(address, redis.url.replace('//', `//:${PASSWORD}@`));
    const variables = { MP_QUEUE: redis.url, MP_QUEUE_PASSWORD: PASSWORD };
    const worker = QueueWorker.start(variables, '--source', `ward=${cohort}`);
    try {
      const [csv, reports] = [path.join(root, 'table.csv'), path.join(root, 'reports')];
      const asked = ['predict', cohort, '--model', 'mmdl-demo', '--model', 'clinical-tcia'];
      const { code, stderr } = await runCli(
        ...[...asked, '--csv', csv, '--reports', reports, '--queue', address, '--source', 'ward'],
      );
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      const here = path.join(root, 'here.csv');
      const reportsHere = path.join(root, 'reports-here');
      await runCli(...asked, '--csv', here, '--reports', reportsHere);
      expect(await readFile(csv, 'utf8')).toBe(await readFile(here, 'utf8'));

      const files = async (folder: string) =>
        (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.dcm')).sort();
      expect(await files(reports)).toEqual(await files(reportsHere));
      const [report] = await files(reports);
      const dataset = await decodePart10(await readFile(path.join(reports, report!)));
      expect(readPredictionReport(dataset).predictions).toHaveLength(1);

      const { PatientName, PatientID } = dataset as NaturalisedDataset & Record<string, unknown>;
      const said = redis.onDisk() + worker.said;
      expect(said).toContain('ward');
      const secrets = [
        PATIENT,
        NAME,
        String(PatientID),
        JSON.stringify(PatientName),
        PASSWORD,
        root,
      ];
      for (const secret of secrets)
        expect([secret, said.includes(secret)]).toEqual([secret, false]);
    } finally {
      await worker.stop();
    }
    expect(worker.said).toContain('Stopping');
  });

  test('who is not let in, or finds nobody, is told so', async () => {
    const queue = (variables: Record<string, string>, ...args: string[]) =>
      runCliIn(variables, 'queue', 'status', ...args);
    const wrong = await queue({ MP_QUEUE: redis.url, MP_QUEUE_PASSWORD: 'wrong' });
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('does not let us in')]);
    const nobody = await queue({}, '--queue', 'redis://127.0.0.1:1');
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('does not answer')]);
    const seen = await queue({}, '--queue', `redis://:${PASSWORD}@127.0.0.1:1`);
    expect([seen.code, seen.stderr]).toEqual([1, expect.not.stringContaining(PASSWORD)]);
    const unnamed = await queue({ MP_QUEUE: '' });
    expect([unnamed.code, unnamed.stderr]).toEqual([1, expect.stringContaining('MP_QUEUE')]);
  });
});
