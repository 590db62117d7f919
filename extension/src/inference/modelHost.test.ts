import { jest } from '@jest/globals';
import type {
  OnProgress,
  Prediction,
  PredictionRequest,
  TrustedKey,
} from '@mutation-prediction/core';
import { MutationPredictionError, signatureText, toHex } from '@mutation-prediction/core';
import { createHash } from 'node:crypto';
import { newSigner, verifyByWebCrypto } from '../../../test/support/ed25519.js';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import type { PredictionResult } from '../contract.js';
import type { WorkerRequest } from './messages.js';
import { WebGpuFailure } from './webGpuFailure.js';

let asked: WorkerRequest[];
let ended: number;
/** What the worker does with each request, in turn. */
let outcomes: (object | Error)[];
/** Tell how far each request is. */
let progress: OnProgress[];

jest.unstable_mockModule('./workerClient.js', () => ({
  WorkerClient: class {
    constructor(readonly url: string) {
      workerUrl = url;
    }
    end() {
      ended++;
      return Promise.resolve();
    }
    ask(request: WorkerRequest, options: { onProgress?: OnProgress } = {}) {
      asked.push(request);
      progress.push(options.onProgress ?? (() => undefined));
      const outcome = outcomes.shift();
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    }
  },
}));

const { BrowserModelHost } = await import('./modelHost.js');
const { WorkerPlace } = await import('./workerPlace.js');

const base = 'https://viewer.example/models';
let workerUrl: string;
let files: Record<string, string>;
let fetched: string[];

beforeEach(() => {
  asked = [];
  progress = [];
  ended = 0;
  outcomes = [];
  fetched = [];
  files = {
    [`${base}/fixture/model.json`]: JSON.stringify(manifestFixture()),
    [`${base}/fixture/card.md`]: '# Fixture',
  };
  jest.spyOn(globalThis, 'fetch').mockImplementation((url) => {
    fetched.push(String(url));
    const file = files[String(url)];
    return Promise.resolve(new Response(file ?? null, { status: file === undefined ? 404 : 200 }));
  });
});

afterEach(() => jest.restoreAllMocks());

const signer = newSigner();
const trusted = [{ name: 'Radiology', publicKey: toHex(signer.publicKey) }];

function signedHost(keys: readonly TrustedKey[], ...names: readonly string[]) {
  return new BrowserModelHost(
    names.map((name) => `${base}/${name}/`),
    new WorkerPlace({ assetsUrl: 'https://viewer.example/assets/', device: 'auto' }),
    { trusted: keys, verify: verifyByWebCrypto },
  );
}

const host = (...names: readonly string[]) => signedHost([], ...names);

const device = (name: string): Prediction['device'] => ({
  runtime: 'onnxruntime-web',
  runtimeVersion: '1.0.0',
  backend: 'wasm',
  name,
});
const resultOn = (name: string) =>
  ({ prediction: { device: device(name) } }) as unknown as PredictionResult;
const lesion = {} as PredictionRequest;
const predict = (models: ReturnType<typeof host>, id = 'fixture') =>
  models.predict(id, lesion, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });

test('making one asks for nothing', () => {
  host('fixture');
  expect(workerUrl).toBe('https://viewer.example/assets/inference.worker.js');
  expect([asked, fetched]).toEqual([[], []]);
});

test('a package that cannot be read is listed with the reason, beside those that can', async () => {
  const [good, missing] = await host('fixture', 'missing').list();
  expect(good).toMatchObject({ url: `${base}/fixture/`, model: { manifest: { id: 'fixture' } } });
  expect(missing).toMatchObject({
    url: `${base}/missing/`,
    error: { code: 'model-unavailable', message: expect.stringContaining('404') },
  });
});

test('the card is the file that the manifest names', async () => {
  expect(await host('fixture').card('fixture')).toBe('# Fixture');
});

test('a card whose digest the manifest holds is shown only where it is that card', async () => {
  const card = {
    path: 'card.md',
    size: 9,
    sha256: '0dad0a2d0ea83e1c0d8d5b7b2a4d1f9cbb5c0a11f0fae05a8f0a2d0e1c7dbf5f',
  };
  files[`${base}/fixture/model.json`] = JSON.stringify({ ...manifestFixture(), card });
  await expect(host('fixture').card('fixture')).rejects.toMatchObject({
    code: 'model-hash-mismatch',
  });
  const sha256 = createHash('sha256').update('# Fixture').digest('hex');
  files[`${base}/fixture/model.json`] = JSON.stringify({
    ...manifestFixture(),
    card: { ...card, sha256 },
  });
  expect(await host('fixture').card('fixture')).toBe('# Fixture');
});

test('an unknown model is refused without asking the worker', async () => {
  await expect(predict(host('fixture'), 'other')).rejects.toMatchObject({
    code: 'model-unavailable',
    message: expect.stringContaining('"other"'),
  });
  expect(asked).toEqual([]);
});

test('a prediction is asked of the worker with the package and the policy of the site', async () => {
  const result = resultOn('CPU');
  outcomes = [result];
  expect(await predict(host('fixture'))).toBe(result);
  expect(asked).toMatchObject([
    {
      kind: 'predict',
      policy: { preference: 'auto' },
      model: { url: `${base}/fixture/`, manifest: { id: 'fixture' } },
      request: lesion,
    },
  ]);
});

test('where WebGPU fails it is ruled out, now and from then on', async () => {
  const models = host('fixture');
  outcomes = [new WebGpuFailure('no Conv'), resultOn('CPU'), resultOn('CPU')];
  await predict(models);
  await predict(models);
  const ruledOut = {
    preference: 'auto',
    webGpuRuledOut: { why: 'failed', values: { problem: 'no Conv' } },
  };
  expect(asked.map(({ policy }) => policy)).toEqual([{ preference: 'auto' }, ruledOut, ruledOut]);
});

test('where fp16 fails it is left out; where WebGPU fails then, that is', async () => {
  const models = host('fixture');
  outcomes = [new WebGpuFailure('no f16', {}, true), new WebGpuFailure('no Conv'), resultOn('CPU')];
  await predict(models);
  expect(asked.map(({ policy }) => policy)).toEqual([
    { preference: 'auto' },
    { preference: 'auto', halfRuledOut: true },
    expect.objectContaining({ halfRuledOut: true, webGpuRuledOut: expect.anything() }),
  ]);
});

test('a model is made ready in its worker, without WebGPU where that fails', async () => {
  const models = host('fixture');
  outcomes = [new WebGpuFailure('no Conv'), {}, resultOn('CPU')];
  await models.makeReady('fixture');
  await predict(models);
  expect(asked.map(({ kind, policy }) => [kind, 'webGpuRuledOut' in policy])).toEqual([
    ['ready', false],
    ['ready', true],
    ['predict', true],
  ]);
  expect(asked[0]).toMatchObject({
    model: { url: `${base}/fixture/`, manifest: { id: 'fixture' } },
  });
});

test('whoever waits for a model that is being made ready sees how far it is', async () => {
  const models = host('fixture');
  let ready: (answer: object) => void = () => undefined;
  outcomes = [new Promise((resolve) => (ready = resolve)), resultOn('CPU')];
  const gettingReady = models.makeReady('fixture');
  await models.list();
  const seen: object[] = [];
  const predicted = models.predict('fixture', lesion, {
    signal: new AbortController().signal,
    onProgress: (progress) => seen.push(progress),
  });
  await new Promise((resolve) => setTimeout(resolve));
  progress[0]!({ stage: 'compile' });
  ready({});
  await Promise.all([gettingReady, predicted]);
  expect(seen).toEqual([{ stage: 'compile' }]);
});

test('any other failure is not tried again', async () => {
  outcomes = [new Error('broken')];
  await expect(predict(host('fixture'))).rejects.toThrow('broken');
  expect(asked).toHaveLength(1);
});

test('the device is probed for until a prediction has shown which one it is', async () => {
  const models = host('fixture');
  outcomes = [device('probed'), resultOn('used')];
  expect(await models.device()).toEqual(device('probed'));
  await predict(models);
  expect(await models.device()).toEqual(device('used'));
  expect(asked.map(({ kind }) => kind)).toEqual(['describe', 'predict']);
});

test('a predictor in the worker knows its device after its own run, and its release ends the worker', async () => {
  const place = new WorkerPlace({ assetsUrl: 'https://viewer.example/assets/', device: 'auto' });
  const model = { url: `${base}/fixture/`, manifest: manifestFixture(), digest: 'sha256:0' };
  const [used, other] = [place.predictorOf(model), place.predictorOf(model)];
  expect([used.manifest, used.digest]).toEqual([model.manifest, model.digest]);
  outcomes = [resultOn('used')];
  await used.predict(lesion);
  expect([used.device, other.device]).toEqual([device('used'), undefined]);
  expect(ended).toBe(0);
  await used.release();
  expect(ended).toBe(1);
});

describe('a prediction of a model that is being made ready', () => {
  const model = { url: `${base}/fixture/`, manifest: manifestFixture(), digest: 'sha256:0' };
  const place = () =>
    new WorkerPlace({ assetsUrl: 'https://viewer.example/assets/', device: 'auto' });
  const begun = (ended: Promise<unknown>) => {
    outcomes = [ended, resultOn('used')];
    const here = place();
    const ready = here.makeReady(model);
    ready.catch(() => undefined);
    return { here, ready };
  };
  const failing = (error: Error) => {
    const ended = new Promise((_resolve, reject) => setTimeout(() => reject(error)));
    ended.catch(() => undefined);
    return ended;
  };
  const notFetched = () =>
    new MutationPredictionError('model-unavailable.not-served', { url: model.url, status: 503 });

  test('fails with it where a file cannot be had, and the next one asks anew', async () => {
    const { here, ready } = begun(failing(notFetched()));
    const predictor = here.predictorOf(model);
    await expect(predictor.predict(lesion)).rejects.toMatchObject({ code: 'model-unavailable' });
    await expect(ready).rejects.toMatchObject({ code: 'model-unavailable' });
    expect(asked.map(({ kind }) => kind)).toEqual(['ready']);
    expect(await predictor.predict(lesion)).toEqual(resultOn('used'));
  });

  test('tries a fresh worker where the one at work dies', async () => {
    const died = new MutationPredictionError('inference-failed.worker-ended');
    const { here } = begun(failing(died));
    expect(await here.predictorOf(model).predict(lesion)).toEqual(resultOn('used'));
    expect(asked.map(({ kind }) => kind)).toEqual(['ready', 'predict']);
  });

  test('hears how far it is, is cancelled at once, and does not wait for another model', async () => {
    const { here } = begun(new Promise(() => undefined));
    const fetching = { stage: 'download', loaded: 1, total: 2 } as const;
    progress[0]!(fetching);
    const heard: unknown[] = [];
    const cancelling = new AbortController();
    const waiting = here.predictorOf(model).predict(lesion, {
      signal: cancelling.signal,
      onProgress: (step) => heard.push(step),
    });
    progress[0]!({ stage: 'compile' });
    cancelling.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(heard).toEqual([fetching, { stage: 'compile' }]);
    const other = here.predictorOf({ ...model, digest: 'sha256:1' });
    expect(await other.predict(lesion)).toEqual(resultOn('used'));
  });
});

describe('a signature', () => {
  const place = `${base}/fixture/model.json`;
  const sign = async () => {
    const bytes = new TextEncoder().encode(files[place]!);
    files[`${place}.sig`] = `${await signatureText('model', bytes, signer)}\n`;
  };
  const listed = async () => (await signedHost(trusted, 'fixture').list())[0]!;

  test('is told where the site trusts keys, and not asked for elsewhere', async () => {
    expect(await listed()).toMatchObject({ model: { signature: { kind: 'unsigned' } } });
    await sign();
    expect(await listed()).toMatchObject({
      model: { signature: { kind: 'trusted', signer: 'Radiology' } },
    });
    fetched = [];
    const [plain] = await host('fixture').list();
    expect(plain).not.toHaveProperty('model.signature');
    expect(fetched).toEqual([place]);
  });

  test('of a package that was changed since refuses it', async () => {
    await sign();
    files[place] = files[place]!.replace('"version":"', '"version":"9');
    const entry = await listed();
    expect(entry).toMatchObject({ error: { code: 'signature-invalid' } });
    expect(entry).not.toHaveProperty('model');
  });
});
