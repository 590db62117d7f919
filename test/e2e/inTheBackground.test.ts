/**
 * "Predict in the background": a study's lesion is left to the site's server, its queue and a worker; the user leaves,
 * and finds the report in the study.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodePart10, isPredictionReport, readPredictionReport } from '@mutation-prediction/core';
import { openEmbeddedBackend } from '@mutation-prediction/server-adapter/backends';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import {
  readSettings,
  startServer,
  type RunningServer,
} from '@mutation-prediction/server-adapter/serving';
import type { RunningViewer } from '@mutation-prediction/server-adapter/viewer';
import { startViewer, writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Browser } from 'playwright-core';
import { isSettled, untilModels } from '../serving/backendCases.js';
import { filesBelow, ohif } from '../support/archive.js';
import { hasOrthanc, startOrthanc, type Orthanc } from '../support/orthanc.js';
import { attachPanel, openPanel } from '../support/panelPage.js';
import { QueueWorker } from '../support/queueWorker.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.mjs';
import { launchChromium } from '../support/viewerPage.js';

const missing = [...(hasRedis ? [] : ['redis-server']), ...(hasOrthanc ? [] : ['Orthanc'])];
const withBoth = missing.length === 0 ? describe : describe.skip;
const skipped = missing.length === 0 ? '' : ` (skipped: without ${missing.join(' and ')})`;

withBoth(`in the background${skipped}`, () => {
  const PASSWORD = 'of-this-test';
  let folder: string;
  let studyInstanceUid: string;
  let redis: TestRedis;
  let orthanc: Orthanc;
  let server: RunningServer;
  let viewer: RunningViewer;
  let browser: Browser;
  let worker: QueueWorker | undefined;
  const sources = () => path.join(folder, 'sources.yaml');

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'mp-background-'));
    [redis, orthanc] = await Promise.all([startRedis(PASSWORD), startOrthanc()]);
    const study = path.join(folder, 'study');
    ({ studyInstanceUid } = await writePhantomStudy(study, { size: [128, 128, 64], seed: 4 }));
    for (const file of filesBelow(study)) await orthanc.upload(file);
    writeFileSync(sources(), `sources:\n  pacs: { dicomweb: "${orthanc.dicomWebUrl}" }\n`);
    const backend = await openEmbeddedBackend({ models: modelsDirectory() });
    await untilModels(backend, isSettled);
    server = await startServer(
      readSettings({
        environment: { MP_SERVE_JOBS_PASSWORD: PASSWORD },
        options: {
          'network.port': '0',
          'logging.level': 'silent',
          'shutdown.drainMs': '1000',
          'jobs.queue': redis.url,
          'jobs.sourcesFile': sources(),
        },
      }),
      backend,
    );
    viewer = await startViewer({
      ohifDirectory: await ohif(),
      dicomWeb: new URL(orthanc.dicomWebUrl),
      inferenceServer: { url: new URL(server.url) },
    });
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await worker?.stop();
    await viewer?.close();
    await server?.stop();
    await Promise.all([redis?.stop(), orthanc?.stop()]);
    if (existsSync(folder)) rmSync(folder, { recursive: true });
  });

  test('started, left, and found in the study', async () => {
    const before = new Set(await orthanc.instances());
    const opened = await openPanel(browser, viewer.studyUrl(studyInstanceUid));
    const submit = opened.panel.getByRole('button', { name: 'Predict in the background' });
    await submit.click({ timeout: 60_000 });
    await opened.says(/waits for its turn/);

    // Back to the list of studies, while a worker takes it.
    await opened.page.locator('[data-cy="return-to-work-list"]').click();
    await opened.page.getByText('MP-PHANTOM-4').first().waitFor();
    worker = QueueWorker.start(
      { MP_QUEUE: redis.url, MP_QUEUE_PASSWORD: PASSWORD },
      ...['--sources', sources(), '--concurrency', '1'],
    );
    const stored = await untilReport(orthanc, before);
    const [prediction] = readPredictionReport(stored).predictions;

    // The viewer still knows the study as it was; the panel looks for what is new.
    await opened.page.getByText('MP-PHANTOM-4').first().click();
    await opened.page.getByRole('button', { name: 'Mutation Prediction' }).click();
    const returned = await attachPanel(opened.page, opened.uncaught);
    const reopen = returned.panel.getByRole('button', { name: /^Open the prediction of/ });
    await reopen.waitFor({ timeout: 60_000 });
    await reopen.click();
    await returned.says(/Read-only/);
    for (const target of prediction!.targets) {
      if (target.status === 'withheld') continue;
      await returned.says(target.probability.toFixed(2));
    }
    expect(opened.uncaught).toEqual([]);
    await opened.close();
  }, 600_000);
});

/** @param before instances that were there already */
async function untilReport(orthanc: Orthanc, before: ReadonlySet<string>) {
  const deadline = Date.now() + 240_000;
  while (Date.now() < deadline) {
    const added = (await orthanc.instances()).filter((id) => !before.has(id));
    const datasets = await Promise.all(
      added.map(async (id) => decodePart10(await orthanc.file(id))),
    );
    const report = datasets.find(isPredictionReport);
    if (report) return report;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('No report came.');
}
