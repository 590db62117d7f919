import { gzipSync } from 'node:zlib';
import { encodeInferRequest, OpenInferenceClient } from 'open-inference-client';
import { fakeModel } from '../../../../test/support/fakeBackend.js';
import { numbers, startFakeServer, stopFakeServers } from '../../../../test/support/fakeServer.js';

afterEach(stopFakeServers);

async function get(url: string): Promise<[number, unknown]> {
  const response = await fetch(url);
  return [response.status, await response.json()];
}

describe('the Open Inference Protocol', () => {
  test('the server says what it is and that it is well', async () => {
    const { url } = await startFakeServer();
    expect(await get(`${url}/v2`)).toEqual([
      200,
      {
        name: 'mutation-prediction',
        version: expect.stringMatching(/^\d/),
        extensions: ['binary_tensor_data', 'model_repository'],
      },
    ]);
    expect(await get(`${url}/v2/health/live`)).toEqual([200, { live: true }]);
    expect(await get(`${url}/v2/health/ready`)).toEqual([200, { ready: true }]);
  });

  test('without a model that can be asked it lives, and is not ready', async () => {
    const { url, backend } = await startFakeServer();
    backend.change([fakeModel('a', { state: 'loading' }), fakeModel('b', { state: 'failed' })]);
    expect(await get(`${url}/v2/health/live`)).toEqual([200, { live: true }]);
    expect(await get(`${url}/v2/health/ready`)).toEqual([
      503,
      { error: 'Not ready: no model is ready.' },
    ]);
  });

  test('a model is described, with its version and without', async () => {
    const { url, backend } = await startFakeServer();
    const metadata = {
      name: 'mmdl-demo.graph',
      versions: ['1.0.0'],
      platform: 'onnxruntime',
      inputs: [{ name: 'views', datatype: 'FP32' as const, shape: [-1, 9, 3, 299, 299] }],
      outputs: [],
      parameters: { key: 'value', number: 1, flag: true },
    };
    backend.change([fakeModel('', { metadata })]);
    const model = `${url}/v2/models/mmdl-demo.graph`;
    for (const at of [model, `${model}/versions/1.0.0`]) {
      expect(await get(at)).toEqual([200, metadata]);
      expect(await get(`${at}/ready`)).toEqual([200, { name: 'mmdl-demo.graph', ready: true }]);
    }
  });

  test('a model whose package has not been opened is not described', async () => {
    const { url, backend } = await startFakeServer();
    const unopened = { digest: '' } as const;
    backend.change([
      fakeModel('a', { ...unopened, state: 'loading' }),
      fakeModel('b', { ...unopened, state: 'failed', reason: 'It is damaged.' }),
    ]);
    const loading = await fetch(`${url}/v2/models/a`);
    expect([loading.status, loading.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await get(`${url}/v2/models/b`)).toEqual([
      404,
      { error: 'The model could not be loaded.' },
    ]);
  });

  test.each([
    ['/v2/models/nothing', 404],
    ['/v2/models/nothing/ready', 404],
    ['/v2/models/echo/versions/2', 404],
    ['/v2/models/echo/versions/2/ready', 404],
    ['/v2/models/loading/ready', 503],
    ['/v2/models/failed/ready', 503],
    ['/v2/nothing', 404],
    ['/v2/models/%', 400],
  ])('%s is answered %i, in words', async (path, status) => {
    const { url, backend } = await startFakeServer();
    backend.change([
      fakeModel('echo'),
      fakeModel('loading', { state: 'loading' }),
      fakeModel('failed', { state: 'failed', reason: '/srv/models/failed is damaged' }),
    ]);
    const [found, body] = await get(url + path);
    expect(found).toBe(status);
    expect(body).toEqual(expect.objectContaining({ error: expect.stringMatching(/./) }));
    expect(JSON.stringify(body)).not.toContain('/srv');
  });

  test('the repository index lists models, all or those that are ready', async () => {
    const { url, backend } = await startFakeServer();
    backend.change([fakeModel('a'), fakeModel('b', { state: 'failed', reason: 'damaged' })]);
    const index = async (init: RequestInit) =>
      (await fetch(`${url}/v2/repository/index`, { method: 'POST', ...init })).json();
    const all = [
      { name: 'a', version: '1', state: 'READY' },
      { name: 'b', version: '1', state: 'UNAVAILABLE', reason: 'damaged' },
    ];
    expect(await index({})).toEqual(all);
    expect(await index({ body: '{}' })).toEqual(all);
    expect(await index({ body: '{"ready":true}' })).toEqual([all[0]]);
    expect(await index({ body: '{' })).toEqual({ error: 'The request is not JSON.' });
    expect(await index({ body: 'null' })).toEqual(all);
  });
});

describe('inference', () => {
  test('tensors go there and back as bytes, under the id of the client', async () => {
    const { client, backend } = await startFakeServer();
    const x = numbers(1.5, -0, NaN, 1e-45);
    const response = await client.infer('echo', { id: 'mine', inputs: [x], outputs: ['x'] });
    expect(response).toMatchObject({ modelName: 'echo', modelVersion: '1', id: 'mine' });
    expect(response.outputs).toEqual([x]);
    expect(backend.calls[0]?.call.request).toMatchObject({ id: 'mine', inputs: [x] });
  });

  test.each(['json', 'gzip', 'deflate'] as const)('and as %s', async (form) => {
    const { url } = await startFakeServer();
    const client = new OpenInferenceClient({
      url,
      ...(form === 'json' ? { tensors: 'json' } : { compression: form }),
    });
    const { outputs } = await client.infer('echo', { inputs: [numbers(1, 2)] });
    expect(outputs).toEqual([numbers(1, 2)]);
  });

  test('JSON and bytes are told apart by their header, whatever the type', async () => {
    const { url } = await startFakeServer();
    const { headers, body } = encodeInferRequest({ inputs: [numbers(1)] });
    for (const type of ['', 'text/plain', 'application/json', 'multipart/form-data']) {
      const response = await fetch(`${url}/v2/models/echo/infer`, {
        method: 'POST',
        headers: { ...headers, 'content-type': type },
        body: new Blob([body]),
      });
      expect([type, response.status]).toEqual([type, 200]);
      expect(response.headers.get('inference-header-content-length')).toMatch(/^\d+$/);
    }
  });

  test('the version in the path counts', async () => {
    const { client } = await startFakeServer();
    const request = { inputs: [numbers(1)] };
    expect((await client.infer('echo', request, { version: '1' })).outputs).toHaveLength(1);
    await expect(client.infer('echo', request, { version: '2' })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test.each<[string, RequestInit, number]>([
    ['nothing', {}, 400],
    ['no JSON', { body: '{' }, 400],
    ['JSON that is no request', { body: '[]' }, 400],
    ['a head that is longer than all', header('{"inputs":[]}', '99'), 400],
    ['a head of no length', header('{"inputs":[]}', 'x'), 400],
    ['another encoding', { body: 'x', headers: { 'content-encoding': 'br' } }, 415],
    ['a damaged encoding', { body: 'x', headers: { 'content-encoding': 'gzip' } }, 400],
    ['too much JSON', { body: JSON.stringify({ inputs: ['x'.repeat(3e6)] }) }, 413],
    ['too much', header('x'.repeat(17e6), '1'), 413],
    ['an unsound time', { body: '{"inputs":[],"parameters":{"timeout":"soon"}}' }, 400],
    ['a bomb', { body: gzipSync(Buffer.alloc(40e6)), ...header('', '1', 'gzip') }, 413],
  ])('%s is refused in words', async (_, init, status) => {
    const { url, backend } = await startFakeServer();
    const response = await fetch(`${url}/v2/models/echo/infer`, { method: 'POST', ...init });
    expect([response.status, await response.json()]).toEqual([
      status,
      { error: expect.stringMatching(/^[A-Z].*\.$/) },
    ]);
    expect(backend.calls).toHaveLength(0);
  });

  test('outputs that are too large for JSON are to be asked for as bytes', async () => {
    const { url } = await startFakeServer({ 'admission.jsonBytes': '100000' });
    const { headers, body } = encodeInferRequest({
      inputs: [numbers(...Array.from({ length: 10_000 }, (_, n) => n))],
      outputs: ['x'],
    });
    const text = Buffer.from(body)
      .toString('latin1')
      .replace('"binary_data":true', '"binary_data":null');
    const response = await fetch(`${url}/v2/models/echo/infer`, {
      method: 'POST',
      headers,
      body: Buffer.from(text, 'latin1'),
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: expect.stringContaining('binary') },
    ]);
  });

  test('every answer names its request, and is kept by nobody on the way', async () => {
    const { url } = await startFakeServer();
    const { headers } = await fetch(`${url}/v2`, { headers: { 'x-request-id': 'Doe^Jane' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

function header(body: string, length: string, encoding = 'identity') {
  const headers = { 'inference-header-content-length': length, 'content-encoding': encoding };
  return body === '' ? { headers } : { headers, body };
}
