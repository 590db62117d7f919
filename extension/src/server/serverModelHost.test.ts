import { jest } from '@jest/globals';
import type { PredictionRequest, RemoteModel, TrustedKey } from '@mutation-prediction/core';
import {
  MutationPredictionError,
  signatureText,
  toHex,
  toPlainError,
} from '@mutation-prediction/core';
import { newSigner, verifyByWebCrypto } from '../../../test/support/ed25519.js';
import { manifestFixture } from '../../../test/support/manifestFixture.js';
import type { PredictionResult } from '../contract.js';
import type { ListedModel, ServerRequest } from './messages.js';

interface AskOptions {
  readonly signal?: AbortSignal;
}

let asked: ServerRequest[];
/** What the worker answers, in turn; a function is called with what was asked. */
let answers: unknown[];
let ended: number;

jest.unstable_mockModule('../inference/workerClient.js', () => ({
  WorkerClient: class {
    end() {
      ended++;
      return Promise.resolve();
    }
    ask(request: ServerRequest, options: AskOptions = {}) {
      asked.push(request);
      const answer = answers.shift();
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(
        typeof answer === 'function' ? (answer as (o: AskOptions) => unknown)(options) : answer,
      );
    }
  },
}));

const { ServerModelHost } = await import('./serverModelHost.js');

const url = 'https://viewer.example/inference';
const server = { url, name: 'gpu.example.org' };
const signer = newSigner();
const trusted = [{ name: 'Radiology', publicKey: toHex(signer.publicKey) }];

let token: string | undefined;
let fetched: { readonly url: string; readonly init: RequestInit }[];

beforeEach(() => {
  asked = [];
  answers = [];
  ended = 0;
  token = 'secret';
  fetched = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation((to, init = {}) => {
    fetched.push({ url: String(to), init });
    return Promise.resolve(new Response(null, { status: 204 }));
  });
});
afterEach(() => jest.restoreAllMocks());

const hostWith = (keys: readonly TrustedKey[] = [], order: readonly string[] = []) =>
  new ServerModelHost(
    'https://viewer.example/assets/server.worker.js',
    server,
    () => (token === undefined ? undefined : { Authorization: `Bearer ${token}` }),
    { trusted: keys, verify: verifyByWebCrypto },
    order,
  );

function listed(id = 'fixture', change: Partial<RemoteModel> = {}): ListedModel {
  const manifest = { ...manifestFixture(), id };
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  return { id, model: { manifest, digest: `sha256:${id}`, bytes, ...change } };
}

const lesion = {} as PredictionRequest;
const device = {
  runtime: 'onnxruntime-node',
  runtimeVersion: '1.30.0',
  backend: 'cuda',
  name: 'NVIDIA L4',
  server: 'gpu.example.org',
};
const result = { prediction: { device } } as unknown as PredictionResult;
const run = (models: InstanceType<typeof ServerModelHost>, signal = new AbortController().signal) =>
  models.predict('fixture', lesion, { signal, onProgress: () => undefined });

test('lists the models that the server has, the site’s own first, and gives the worker back', async () => {
  answers = [[listed('b'), listed('a'), listed('z')]];
  const entries = await hostWith([], ['z']).list();
  expect(entries.map((entry) => 'model' in entry && entry.model.manifest.id)).toEqual([
    'z',
    'b',
    'a',
  ]);
  expect(entries[0]).toEqual({
    url: `${url}/v2/models/z`,
    model: { manifest: { ...manifestFixture(), id: 'z' }, digest: 'sha256:z' },
  });
  expect(ended).toBe(1);
});

test('a model that cannot be used is listed with the reason', async () => {
  const refusal = new MutationPredictionError('model-unavailable.not-described', {
    server: 'gpu.example.org',
    model: 'b',
  });
  answers = [[{ id: 'b', error: toPlainError(refusal, () => refusal) }]];
  expect(await hostWith().list()).toMatchObject([{ error: { code: 'model-unavailable' } }]);
});

test('whose a model is, is checked here, with the keys of the site', async () => {
  const { model } = listed() as { model: RemoteModel };
  const signature = await signatureText('model', model.bytes, signer);
  answers = [
    [
      listed('fixture', { signature }),
      listed('unsigned'),
      // Signed, then changed.
      listed('changed', { signature }),
    ],
  ];
  expect(await hostWith(trusted).list()).toMatchObject([
    { model: { signature: { kind: 'trusted', signer: 'Radiology' } } },
    { model: { signature: { kind: 'unsigned' } } },
    { error: { code: 'signature-invalid' } },
  ]);
});

test('a model whose signature does not hold is not run', async () => {
  const { model } = listed() as { model: RemoteModel };
  const signature = await signatureText('model', model.bytes, signer);
  const changed = new TextEncoder().encode(`${JSON.stringify(model.manifest)} `);
  answers = [[listed('fixture', { signature, bytes: changed })]];
  await expect(run(hostWith(trusted))).rejects.toMatchObject({ code: 'model-unavailable' });
  expect(asked.map(({ kind }) => kind)).toEqual(['list']);
});

test('a prediction is asked for with what was listed, and who asks as of now', async () => {
  const models = hostWith();
  answers = [[listed()], result, result];
  await models.list();
  token = 'renewed';
  expect(await run(models)).toBe(result);
  token = undefined;
  await run(models);
  const { manifest, digest } = (listed() as { model: RemoteModel }).model;
  expect(asked).toEqual([
    { kind: 'list', server: { ...server, headers: { Authorization: 'Bearer secret' } } },
    {
      kind: 'predict',
      server: { ...server, headers: { Authorization: 'Bearer renewed' } },
      model: { manifest, digest },
      request: lesion,
      contributions: false,
      run: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    },
    expect.objectContaining({ server: { ...server, headers: {} } }),
  ]);
  // Nothing else was told who asks.
  expect(fetched).toEqual([]);
});

test('Cancel reaches the server, by the name of the run', async () => {
  const models = hostWith();
  const controller = new AbortController();
  const cancelled = new MutationPredictionError('cancelled.run');
  const untilAborted = ({ signal }: AskOptions) =>
    new Promise((_, reject) => signal!.addEventListener('abort', () => reject(cancelled)));
  answers = [[listed()], untilAborted];
  await models.list();
  const running = run(models, controller.signal);
  await Promise.resolve();
  controller.abort();
  await expect(running).rejects.toBe(cancelled);
  const { run: name } = asked.find((one) => one.kind === 'predict')!;
  expect(fetched).toEqual([
    {
      url: `${url}/api/v1/runs/${name}`,
      init: {
        method: 'DELETE',
        headers: { Authorization: 'Bearer secret' },
        redirect: 'error',
      },
    },
  ]);
});

test('a run that ended is not cancelled any more', async () => {
  const models = hostWith();
  const controller = new AbortController();
  answers = [[listed()], result];
  await run(models, controller.signal);
  controller.abort();
  expect(fetched).toEqual([]);
});

test('the device is the server until a run has shown what that computes on', async () => {
  const models = hostWith();
  answers = [[listed()], result];
  expect(await models.device()).toEqual({ server: 'gpu.example.org' });
  await run(models);
  expect(await models.device()).toMatchObject({
    ...{ backend: 'cuda', name: 'NVIDIA L4', server: 'gpu.example.org' },
  });
});

test('the card is the server’s', async () => {
  answers = [[listed('fixture', { card: '# Fixture' }), listed('bare')]];
  const models = hostWith();
  expect(await models.card('fixture')).toBe('# Fixture');
  await expect(models.card('bare')).rejects.toMatchObject({ code: 'model-unavailable' });
});

test('a server that is not ready says so', async () => {
  const models = hostWith();
  answers = [true, false];
  await models.checkReady();
  await expect(models.checkReady()).rejects.toMatchObject({
    code: 'server-unreachable',
    message: 'The server gpu.example.org is not ready to run models.',
  });
});
