/** Cases of an archive that are predicted in the background: a real queue, a real worker, a real PACS. */
import { jest } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { decodePart10, isPredictionReport } from '@mutation-prediction/core';
import { readModel, modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { addApiKey } from '@mutation-prediction/server-adapter/serving';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { FakeBackend, fakeModel } from '../support/fakeBackend.js';
import { startFakeServer, stopFakeServers, type FakeServer } from '../support/fakeServer.js';
import { hasOrthanc, startOrthanc, type Orthanc } from '../support/orthanc.js';
import { QueueWorker } from '../support/queueWorker.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.mjs';
import { startSlowArchive, type SlowArchive } from '../support/slowArchive.js';

const missing = [...(hasRedis ? [] : ['redis-server']), ...(hasOrthanc ? [] : ['Orthanc'])];
const withBoth = missing.length === 0 ? describe : describe.skip;
const skipped = missing.length === 0 ? '' : ` (skipped: without ${missing.join(' and ')})`;

jest.setTimeout(240_000);

/** @throws after a minute */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 1200; turn++) {
    if (await holds()) return;
    await wait(50);
  }
  throw new Error('It has not come to it within a minute.');
}

withBoth(`jobs${skipped}`, () => {
  const PASSWORD = 'canary-password';
  let folder: string;
  let redis: TestRedis;
  let orthanc: Orthanc;
  /** The same archive, which gives no object away while it holds them. */
  let slow: SlowArchive;
  let server: FakeServer;
  let keys: Record<'jane' | 'john', string>;
  let asked: Record<string, string>;
  let patient: Record<string, unknown>;
  let worker: QueueWorker | undefined;
  const sources = () => path.join(folder, 'sources.yaml');

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'jobs-'));
    [redis, orthanc] = await Promise.all([startRedis(PASSWORD), startOrthanc()]);
    const study = path.join(folder, 'study');
    await writePhantomStudy(study, { size: [64, 64, 40], seed: 1 });
    const files = readdirSync(study, { recursive: true, encoding: 'utf8' });
    for (const name of files.filter((one) => one.endsWith('.dcm'))) {
      await orthanc.upload(await readFile(path.join(study, name)));
    }
    patient = (await decodePart10(await readFile(path.join(study, 'seg/nodule.dcm')))) as Record<
      string,
      unknown
    >;
    const { digest } = await readModel({ id: 'mmdl-demo', models: modelsDirectory(undefined) });
    asked = {
      sourceId: 'orthanc',
      studyUID: String(patient['StudyInstanceUID']),
      seriesUID: String(patient['SeriesInstanceUID']),
      segSOPUID: String(patient['SOPInstanceUID']),
      modelDigest: digest,
    };
    slow = await startSlowArchive(orthanc.dicomWebUrl);
    await writeFile(
      sources(),
      `sources:\n  orthanc: { dicomweb: "${orthanc.dicomWebUrl}" }\n  slow: { dicomweb: "${slow.url}" }\n`,
    );
    const file = path.join(folder, 'keys.json');
    keys = {
      jane: await addApiKey(file, { name: 'jane', roles: ['predict', 'monitor'] }),
      john: await addApiKey(file, { name: 'john', roles: ['predict'] }),
    };
    const backend = new FakeBackend();
    backend.served = [fakeModel('mmdl-demo', { digest })];
    server = await startFakeServer(
      {
        'access.mode': 'api-keys',
        'access.apiKeysFile': file,
        'audit.file': path.join(folder, 'audit.jsonl'),
        'jobs.queue': redis.url,
        'jobs.sourcesFile': sources(),
      },
      backend,
      { MP_SERVE_JOBS_PASSWORD: PASSWORD },
    );
  });
  afterAll(async () => {
    await worker?.stop();
    await stopFakeServers();
    await slow.stop();
    await Promise.all([redis.stop(), orthanc.stop()]);
    await rm(folder, { recursive: true });
  });

  const ask = (user: 'jane' | 'john', method: string, at: string, body?: object) =>
    fetch(server.url + at, {
      method,
      headers: {
        authorization: `Bearer ${keys[user]}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const submit = async (user: 'jane' | 'john' = 'jane') => {
    const response = await ask(user, 'POST', '/api/v1/jobs', asked);
    const job = (await response.json()) as { id: string; state: string };
    return { status: response.status, location: response.headers.get('location'), ...job };
  };

  test('what is no case of the archive is refused, and no field is an address', async () => {
    const refused = async (changes: object) => {
      const response = await ask('jane', 'POST', '/api/v1/jobs', { ...asked, ...changes });
      return [response.status, ((await response.json()) as { error: string }).error];
    };
    expect(await refused({ url: 'http://evil.example' })).toEqual([400, expect.any(String)]);
    expect(await refused({ studyUID: '../../studies' })).toEqual([400, expect.any(String)]);
    expect(await refused({ sourceId: 'elsewhere' })).toEqual([
      404,
      expect.stringContaining('elsewhere'),
    ]);
    expect(await refused({ segSOPUID: '1.2.3' })).toEqual([404, expect.any(String)]);
    expect(await refused({ modelDigest: 'sha256:0' })).toEqual([404, expect.any(String)]);
  });

  test('which segmentations of a study jobs can be of is told before', async () => {
    const sources = async (studyUID: string) =>
      (await ask('jane', 'GET', `/api/v1/job-sources?studyUID=${studyUID}`)).json();
    expect(await sources(asked['studyUID']!)).toEqual({
      sources: ['orthanc', 'slow'].map((id) => ({ id, segSOPUIDs: [asked['segSOPUID']] })),
    });
    expect(await sources('1.2.3')).toEqual({ sources: [] });
    const malformed = await ask('jane', 'GET', '/api/v1/job-sources?studyUID=../x');
    expect(malformed.status).toBe(400);
  });

  test('a job is its owner’s, and can be taken back while it waits', async () => {
    const job = await submit();
    expect(job).toMatchObject({
      status: 202,
      state: 'waiting',
      location: `/api/v1/jobs/${job.id}`,
    });
    expect((await submit()).id).toBe(job.id);
    expect((await submit('john')).id).not.toBe(job.id);
    for (const at of [`/api/v1/jobs/${job.id}`, `/api/v1/jobs/${job.id}/events`]) {
      expect((await ask('john', 'GET', at)).status).toBe(404);
    }
    expect((await ask('john', 'DELETE', `/api/v1/jobs/${job.id}`)).status).toBe(404);
    expect((await ask('jane', 'GET', `/api/v1/jobs/${job.id}`)).status).toBe(200);
    const metrics = await (await ask('jane', 'GET', '/metrics')).text();
    expect(metrics).toContain('mutation_prediction_jobs{state="waiting"} 2');
    expect((await ask('jane', 'DELETE', `/api/v1/jobs/${job.id}`)).status).toBe(204);
    expect((await ask('jane', 'GET', `/api/v1/jobs/${job.id}`)).status).toBe(404);
  });

  test('is told of until it is done, and its report is in the archive', async () => {
    const job = await submit();
    const events = await ask('jane', 'GET', `/api/v1/jobs/${job.id}/events`);
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    worker = QueueWorker.start(
      { MP_QUEUE: redis.url, MP_QUEUE_PASSWORD: PASSWORD },
      ...['--sources', sources(), '--concurrency', '1'],
    );
    const told = (await events.text())
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)) as { state: string; lesions?: object[] });
    const states = told.map(({ state }) => state);
    expect([states[0], states.at(-1)]).toEqual(['waiting', 'done']);
    expect(told.at(-1)!.lesions).toEqual([
      { segment: 1, targets: [expect.objectContaining({ id: 'EGFR' }), expect.anything()] },
    ]);
    const stored = await Promise.all(
      (await orthanc.instances()).map(async (id) => decodePart10(await orthanc.file(id))),
    );
    expect(stored.filter(isPredictionReport).length).toBeGreaterThanOrEqual(1);
    expect((await submit()).state).toBe('done');
  });

  test('can be taken back while it runs: its worker gives it up and takes the next', async () => {
    const reports = async () => (await orthanc.instances()).length;
    const before = await reports();
    // Its result is one wherever a case lies; of its first segment alone there is none yet.
    const other = { ...asked, sourceId: 'slow', segmentNumber: 1 };
    const submitted = await ask('jane', 'POST', '/api/v1/jobs', other);
    expect(submitted.status).toBe(202);
    const { id } = (await submitted.json()) as { id: string };
    const look = async () =>
      (await (await ask('jane', 'GET', `/api/v1/jobs/${id}`)).json()) as {
        state: string;
        failure?: string;
      };
    await until(() => slow.held > 0);
    expect((await look()).state).toBe('running');

    expect((await ask('jane', 'DELETE', `/api/v1/jobs/${id}`)).status).toBe(204);
    await until(async () => (await look()).state !== 'running');
    expect(await look()).toEqual({
      id,
      state: 'failed',
      failure: { code: 'cancelled', message: 'It was taken back.' },
    });
    expect(await reports()).toBe(before);

    slow.release();
    const again = await ask('jane', 'POST', '/api/v1/jobs', other);
    expect(((await again.json()) as { id: string }).id).toBe(id);
    await until(async () => ['done', 'failed'].includes((await look()).state));
    expect((await look()).state).toBe('done');
  });

  test('nothing tells of the patient or of secrets but the archive', async () => {
    const trail = await readFile(path.join(folder, 'audit.jsonl'), 'utf8');
    const records = trail.split('\n').filter((line) => line.includes('"event":"job"'));
    expect(records.length).toBeGreaterThanOrEqual(4);
    const said = [redis.onDisk(), worker?.said ?? '', server.log(), trail].join('\n');
    const { PatientID, PatientName } = patient;
    const name =
      (PatientName as { Alphabetic?: string } | undefined)?.Alphabetic ?? String(PatientName);
    for (const secret of [
      String(PatientID),
      name,
      PASSWORD,
      orthanc.dicomWebUrl,
      ...Object.values(keys),
    ]) {
      expect([secret, said.includes(secret)]).toEqual([secret, false]);
    }
    expect(existsSync(path.join(folder, 'audit.jsonl'))).toBe(true);
  });
});
