/**
 * The main job with the network on a server that knows its users: panel → server → result → SR in the
 * archive → page reloaded → prediction found again. Once over processes of the server's own, once over
 * a real Triton, where there is one (MP_TRITON).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Prediction } from '@mutation-prediction/core';
import { decodePart10, quantityOf, readPredictionReport } from '@mutation-prediction/core';
import {
  BackendError,
  openEmbeddedBackend,
  openOipBackend,
  type InferCall,
  type InferenceBackend,
} from '@mutation-prediction/server-adapter/backends';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import {
  readSettings,
  startServer,
  type RunningServer,
} from '@mutation-prediction/server-adapter/serving';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { OpenInferenceClient } from 'open-inference-client';
import type { Browser, Page } from 'playwright-core';
import { isSettled, untilModels } from '../serving/backendCases.js';
import { hasTriton, startTriton } from '../serving/triton.js';
import type { Archive } from '../support/archive.js';
import { filesBelow, folderArchive, orthancArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { runCli } from '../support/cli.js';
import { hasOrthanc } from '../support/orthanc.js';
import type { PanelPage } from '../support/panelPage.js';
import { attachPanel, openPanel } from '../support/panelPage.js';
import { TokenIssuer } from '../support/tokenIssuer.js';
import { predictedTargets } from '../support/predictedTargets.js';
import { launchChromium } from '../support/viewerPage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-on-server-'));
const studyFolder = path.join(folder, 'study');
let browser: Browser;
let study: WrittenPhantom;
let issuer: TokenIssuer;
let expected: Prediction;

beforeAll(async () => {
  study = await writePhantomStudy(studyFolder, { size: [160, 160, 80] });
  issuer = await TokenIssuer.start();
  expected = await onTheCommandLine();
  // Automatic is then the server: there is no graphics processor.
  browser = await launchChromium({ webGpu: false });
});

afterAll(async () => {
  await browser.close();
  await issuer.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the server keeps of its users' runs. */
const trailOf = (place: string) => path.join(folder, `${place}.jsonl`);

function serve(place: string, backend: InferenceBackend, port = 0): Promise<RunningServer> {
  const options = {
    'network.port': String(port),
    'logging.level': 'silent',
    'access.mode': 'oidc',
    'access.oidc.issuer': issuer.url,
    'access.oidc.audience': 'mutation-prediction',
    'audit.file': trailOf(place),
    'shutdown.drainMs': '1000',
  };
  return startServer(readSettings({ options }), backend);
}

async function open(server: RunningServer): Promise<Archive> {
  const elsewhere = { inferenceServer: { url: new URL(server.url) } };
  return hasOrthanc
    ? orthancArchive(studyFolder, elsewhere)
    : folderArchive(studyFolder, mkdtempSync(path.join(folder, 'stow-')), elsewhere);
}

/** As OHIF does once its user has come back from the issuer. */
async function signIn(page: Page, token: string): Promise<void> {
  await page.evaluate((value) => {
    const { services } = window as unknown as {
      readonly services: {
        readonly userAuthenticationService: { setServiceImplementation(by: object): void };
      };
    };
    services.userAuthenticationService.setServiceImplementation({
      getAuthorizationHeader: () => ({ Authorization: `Bearer ${value}` }),
    });
  }, token);
}

/** Where the page sent a token, by origin and the first step of the path. */
function watchToken(page: Page, token: string): Set<string> {
  const places = new Set<string>();
  page.context().on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    const told = Object.values(request.headers()).some((value) => value.includes(token));
    if (told || request.url().includes(token)) places.add(`${origin}/${pathname.split('/')[1]}`);
  });
  return places;
}

const where = ({ panel }: PanelPage) => panel.getByRole('combobox', { name: 'Where' });

async function backendOf(place: string): Promise<{
  readonly backend: InferenceBackend;
  close(): Promise<void>;
}> {
  const models = modelsDirectory();
  const triton = place === 'Triton' ? await startTriton(models) : undefined;
  const backend = triton
    ? await openOipBackend({
        models,
        processes: 1,
        server: { url: triton.url, hardware: 'A test’s CPU' },
      })
    : await openEmbeddedBackend({ models });
  await untilModels(backend, isSettled);
  return { backend, close: async () => triton?.close() };
}

test.each(['processes', ...(hasTriton ? ['Triton'] : [])])(
  'sign in, predict on %s, save, reload and find again',
  async (place) => {
    const { backend, close } = await backendOf(place);
    const server = await serve(place, backend);
    const archive = await open(server);
    const { host, origin } = new URL(archive.viewer.url);
    const token = await issuer.token({ sub: 'dr-roe' });
    try {
      const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
      const told = watchToken(opened.page, token);

      // By itself it is the server, and nobody is signed in.
      await opened.says(/^The server\. This browser offers no WebGPU adapter\.$/);
      await opened.says(`The server ${host} does not know who you are.`);
      await signIn(opened.page, token);
      await opened.panel.getByRole('button', { name: 'Try again' }).click();
      await opened.says(`Runs on the server ${host}`);
      expect(await opened.panel.getByRole('combobox', { name: 'Model' }).inputValue()).toBe(
        'mmdl-demo',
      );
      await opened.panel.getByRole('button', { name: 'About model' }).click();
      await opened.page.getByRole('dialog').getByText('Intended use').first().waitFor();
      await opened.page.getByRole('button', { name: 'Close' }).click();

      await opened.run();
      await opened.says(new RegExp(`on the server ${host}$`));
      await opened.save.click();
      await opened.says('Stored in the archive', 60_000);
      expect([...told].sort()).toEqual([`${origin}/dicom-web`, `${origin}/inference`]);

      const [sr, ...others] = await archive.stored();
      expect(others).toHaveLength(0);
      expect(checkSr(sr!, filesBelow(studyFolder))).toEqual([]);
      const [prediction] = readPredictionReport(await decodePart10(sr!)).predictions;
      expectSame(prediction!, expected);
      expect(prediction!.device).toMatchObject({
        server: host,
        ...(place === 'Triton'
          ? { runtime: 'triton', name: 'A test’s CPU' }
          : { runtime: 'onnxruntime-node', backend: 'cpu' }),
      });

      await opened.page.reload();
      const reloaded = await attachPanel(opened.page, opened.uncaught);
      const reopen = reloaded.panel.getByRole('button', { name: /^Open the prediction of/ });
      await reopen.waitFor();
      await reopen.click();
      await reloaded.says(/Read-only/);
      for (const target of predictedTargets(prediction!)) {
        const row = reloaded.panel.getByRole('img', { name: quantityOf(target) });
        const label = await row.first().getAttribute('aria-label');
        expect(label).toContain(target.probability.toFixed(2));
      }
      expect(opened.uncaught).toEqual([]);
      await opened.close();

      // Who, and which model; neither the token nor whose lesion.
      const trail = readFileSync(trailOf(place), 'utf8');
      expect(trail).toContain('dr-roe');
      expect(trail).toContain(expected.model.digest);
      for (const secret of [token, study.studyInstanceUid, expected.lesion.trackingUid]) {
        expect(trail).not.toContain(secret);
      }
    } finally {
      await archive.close();
      await server.stop();
      await close();
    }
  },
  600_000,
);

test('wait in the queue, cancel there, and run here once the server is down', async () => {
  const gate = new Gate(await openEmbeddedBackend({ models: modelsDirectory() }));
  await untilModels(gate, isSettled);
  const server = await serve('gate', gate);
  const archive = await open(server);
  const token = await issuer.token();
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
    await signIn(opened.page, token);
    await where(opened).selectOption('server');
    await opened.says(/^Runs on the server/);

    // Somebody else's run is on its way.
    const other = new OpenInferenceClient({
      url: server.url,
      headers: () => ({ authorization: `Bearer ${token}` }),
    });
    const others = other.infer('clinical-tcia', { inputs: [] }).catch((error: unknown) => error);
    await gate.reached(1);
    await opened.predict.click();
    await opened.says('In the server’s queue, place 1');
    gate.release();
    await others;
    await gate.reached(2);
    await opened.says('Running the network');

    await opened.panel.getByRole('button', { name: 'Cancel' }).click();
    await opened.says(/^Cancelled/);
    await gate.calls[1]!.ended;

    await server.stop();
    await opened.predict.click();
    await opened.says(/gave no usable answer/, 60_000);
    await opened.panel.getByRole('button', { name: 'Run here instead' }).click();
    await opened.save.waitFor({ timeout: 120_000 });
    expect(await where(opened).inputValue()).toBe('here');
    await opened.says(/^Runs on WASM|WASM/);
    expect(opened.uncaught).toEqual([]);
    await opened.close();
  } finally {
    await archive.close();
    await server.stop();
  }
}, 300_000);

/** A backend that holds each call until it is let go or gives up. */
class Gate implements InferenceBackend {
  readonly capacity = 1;
  readonly calls: { readonly ended: Promise<void> }[] = [];
  readonly #waiting: (() => void)[] = [];
  #arrived: () => void = () => undefined;

  constructor(private readonly inner: InferenceBackend) {}

  models = () => this.inner.models();
  onModelsChanged = (listener: () => void) => this.inner.onModelsChanged(listener);
  close = () => this.inner.close();

  async infer(model: string, call: InferCall) {
    let end: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const go = new Promise<void>((resolve, reject) => {
      this.#waiting.push(resolve);
      call.signal.addEventListener('abort', () => {
        end();
        reject(new BackendError('cancelled', 'Cancelled.'));
      });
    });
    this.calls.push({ ended });
    this.#arrived();
    await go;
    return this.inner.infer(model, call);
  }

  release(): void {
    this.#waiting.shift()?.();
  }

  async reached(count: number): Promise<void> {
    while (this.calls.length < count) {
      await new Promise<void>((resolve) => (this.#arrived = resolve));
    }
  }
}

async function onTheCommandLine(): Promise<Prediction> {
  const run = await runCli(
    ...['predict', '--ct', path.join(studyFolder, 'ct')],
    ...['--seg', path.join(studyFolder, 'seg/nodule.dcm'), '--json'],
  );
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout) as Prediction;
}

function expectSame(there: Prediction, here: Prediction): void {
  expect(there.model).toEqual(here.model);
  expect(there.inputs.clinical).toEqual(here.inputs.clinical);
  expect(there.lesion.voxelCount).toBe(here.lesion.voxelCount);
  expect(there.targets.map(({ id, status }) => [id, status])).toEqual(
    here.targets.map(({ id, status }) => [id, status]),
  );
  const expected = predictedTargets(here);
  predictedTargets(there).forEach(({ probability }, n) => {
    expect(Math.abs(probability - expected[n]!.probability)).toBeLessThanOrEqual(1e-5);
  });
}
