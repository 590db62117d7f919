/** A cohort of a PACS over a queue: workers retrieve, and reports go back by way of whoever asked. */
import { jest } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decodePart10, isPredictionReport } from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { runCli } from '../../../test/support/cli.js';
import { hasOrthanc, startOrthanc, type Orthanc } from '../../../test/support/orthanc.js';
import { QueueWorker } from '../../../test/support/queueWorker.js';
import { hasRedis, startRedis, type TestRedis } from '../../../test/support/redis.mjs';

const missing = [...(hasRedis ? [] : ['redis-server']), ...(hasOrthanc ? [] : ['Orthanc'])];
const withBoth = missing.length === 0 ? describe : describe.skip;
const skipped = missing.length === 0 ? '' : ` (skipped: without ${missing.join(' and ')})`;

jest.setTimeout(240_000);

withBoth(`a PACS over a queue${skipped}`, () => {
  let root: string;
  let redis: TestRedis;
  let orthanc: Orthanc;

  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-queue-pacs-'));
    [redis, orthanc] = await Promise.all([startRedis(), startOrthanc()]);
    await writePhantomStudy(path.join(root, 'study'), { size: [64, 64, 40], seed: 3 });
    for (const name of readdirSync(path.join(root, 'study'), {
      recursive: true,
      encoding: 'utf8',
    })) {
      if (name.endsWith('.dcm'))
        await orthanc.upload(await readFile(path.join(root, 'study', name)));
    }
  });
  afterAll(async () => {
    await Promise.all([redis.stop(), orthanc.stop()]);
    await rm(root, { recursive: true, force: true });
  });

  async function reports(): Promise<number> {
    const all = await Promise.all(
      (await orthanc.instances()).map(async (id) => decodePart10(await orthanc.file(id))),
    );
    return all.filter(isPredictionReport).length;
  }

  test('gives what one machine gives, and stores the reports', async () => {
    const [here, there] = ['here.csv', 'there.csv'].map((name) => path.join(root, name));
    const asked = [
      'predict',
      '--dicomweb',
      orthanc.dicomWebUrl,
      '--query',
      'ModalitiesInStudy=SEG',
    ];
    expect((await runCli(...asked, '--csv', here!)).code).toBe(0);
    const sources = path.join(root, 'sources.yaml');
    await writeFile(sources, `sources:\n  pacs: { dicomweb: "${orthanc.dicomWebUrl}" }\n`);
    const worker = QueueWorker.start({}, '--queue', redis.url, '--sources', sources);
    try {
      const { code, stderr } = await runCli(
        ...[...asked, '--csv', there!, '--stow', orthanc.dicomWebUrl],
        ...['--queue', redis.url, '--source', 'pacs', '--priority', '5'],
      );
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    } finally {
      await worker.stop();
    }
    expect(await readFile(there!, 'utf8')).toBe(await readFile(here!, 'utf8'));
    expect(await reports()).toBe(1);
  });
});
