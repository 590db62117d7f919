import { gunzipSync, inflateSync } from 'node:zlib';
import { startScriptedServer, type ScriptedAnswer } from '../../../test/support/scriptedServer.js';
import type { InferRequest } from '../types.js';
import { tensorFrom, valuesOf } from '../values.js';
import { decodeInferRequest } from '../wire/inferRequest.js';
import { encodeInferResponse } from '../wire/inferResponse.js';
import { OpenInferenceClient, type OpenInferenceClientOptions } from './client.js';

const REQUEST: InferRequest = {
  id: 'run-1',
  inputs: [tensorFrom('x', 'FP32', [2], new Float32Array([1, 2]))],
};
const RESPONSE = {
  modelName: 'm',
  id: 'run-1',
  outputs: [tensorFrom('y', 'FP32', [1], new Float32Array([0.25]))],
};
const ANSWER: ScriptedAnswer = encodeInferResponse(RESPONSE);
const json = (value: unknown, status = 200): ScriptedAnswer => ({
  status,
  body: JSON.stringify(value),
});
const quick = { firstWaitMs: 1 };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serverAndClient(
  answers: readonly ScriptedAnswer[],
  options: Partial<OpenInferenceClientOptions> = {},
) {
  const server = await startScriptedServer(answers);
  closing.push(server.close);
  return { server, client: new OpenInferenceClient({ url: server.url, retry: quick, ...options }) };
}

const failure = (expected: object) =>
  expect.objectContaining({ name: 'OpenInferenceError', ...expected });

describe('infer', () => {
  test('posts one message and reads one', async () => {
    const { server, client } = await serverAndClient([ANSWER]);
    const response = await client.infer('m', REQUEST);
    expect(response).toEqual(RESPONSE);
    expect(valuesOf(response.outputs[0]!, 'FP32')).toEqual(new Float32Array([0.25]));
    const [{ method, url, headers, body }, ...others] = server.received as [
      (typeof server.received)[0],
    ];
    expect([method, url, others]).toEqual(['POST', '/v2/models/m/infer', []]);
    expect(headers['content-length']).toBe(String(body.byteLength));
    expect(decodeInferRequest(headers, body)).toEqual({ request: REQUEST, binaryOutputs: 'all' });
  });

  test('of a version, with headers of the client, of the call, and an idempotency key', async () => {
    const { server, client } = await serverAndClient([ANSWER], {
      headers: async () => ({ Authorization: 'Bearer a', 'Content-Type': 'text/odd', 'x-a': '1' }),
    });
    await client.infer('m', REQUEST, {
      version: '2',
      headers: { 'X-A': '2' },
      idempotencyKey: 'k-1',
    });
    expect(server.received[0]).toMatchObject({
      url: '/v2/models/m/versions/2/infer',
      headers: {
        authorization: 'Bearer a',
        'content-type': 'application/octet-stream',
        'x-a': '2',
        'idempotency-key': 'k-1',
      },
    });
  });

  test('asks for the headers before each try, and sends the same key with each', async () => {
    let asked = 0;
    const { server, client } = await serverAndClient([{ status: 503 }, ANSWER], {
      headers: () => ({ authorization: `Bearer ${++asked}` }),
    });
    await client.infer('m', REQUEST, { idempotencyKey: 'k' });
    expect(
      server.received.map(({ headers }) => [headers.authorization, headers['idempotency-key']]),
    ).toEqual([
      ['Bearer 1', 'k'],
      ['Bearer 2', 'k'],
    ]);
  });

  test.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ] as const)(
    'compressed as %s, the head as long as it is uncompressed',
    async (format, inflate) => {
      const { server, client } = await serverAndClient([ANSWER], { compression: format });
      const inputs = [tensorFrom('x', 'FP32', [10_000], new Float32Array(10_000))];
      await client.infer('m', { inputs });
      const { headers, body } = server.received[0]!;
      expect(headers['content-encoding']).toBe(format);
      expect(body.byteLength).toBeLessThan(1000);
      expect(decodeInferRequest(headers, inflate(body)).request).toEqual({ inputs });
    },
  );

  test('uncompressed where the platform cannot compress', async () => {
    const { CompressionStream } = globalThis;
    Reflect.deleteProperty(globalThis, 'CompressionStream');
    try {
      const { server, client } = await serverAndClient([ANSWER], { compression: 'gzip' });
      await client.infer('m', REQUEST);
      const { headers, body } = server.received[0]!;
      expect(headers['content-encoding']).toBeUndefined();
      expect(decodeInferRequest(headers, body).request).toEqual(REQUEST);
    } finally {
      Object.assign(globalThis, { CompressionStream });
    }
  });

  test('as JSON for servers that read nothing else', async () => {
    const { server, client } = await serverAndClient(
      [
        json({
          model_name: 'm',
          outputs: [{ name: 'y', datatype: 'FP32', shape: [1], data: [0.25] }],
        }),
      ],
      { tensors: 'json' },
    );
    const { outputs } = await client.infer('m', REQUEST);
    expect(outputs).toEqual(RESPONSE.outputs);
    expect(JSON.parse(server.received[0]!.body.toString()).inputs[0].data).toEqual([1, 2]);
  });

  test('tells the server of the deadline, unless the request says another', async () => {
    const { server, client } = await serverAndClient([ANSWER]);
    await client.infer('m', REQUEST, { deadlineMs: 60_000 });
    await client.infer('m', { ...REQUEST, parameters: { timeout: 7 } }, { deadlineMs: 60_000 });
    const [first, second] = server.received.map(
      ({ headers, body }) => decodeInferRequest(headers, body).request.parameters!['timeout'],
    );
    expect(first).toBeGreaterThan(30e6);
    expect(first).toBeLessThanOrEqual(60e6);
    expect(second).toBe(7);
  });

  test("refuses another request's answer", async () => {
    const { client } = await serverAndClient([ANSWER]);
    await expect(client.infer('m', { ...REQUEST, id: 'run-2' })).rejects.toEqual(
      failure({ kind: 'protocol' }),
    );
  });

  test('takes an answer without an id', async () => {
    const anonymous = { modelName: 'm', outputs: RESPONSE.outputs };
    const { client } = await serverAndClient([encodeInferResponse(anonymous)]);
    expect(await client.infer('m', REQUEST)).toEqual(anonymous);
  });

  test.each([
    ['a page', { body: '<html>Welcome' }],
    ['nothing', {}],
    ['half of itself', { ...ANSWER, body: (ANSWER.body as Uint8Array).slice(0, -1) }],
  ])('of an answer that is %s says so, and asks once', async (_, answer) => {
    const { server, client } = await serverAndClient([answer]);
    await expect(client.infer('m', REQUEST)).rejects.toEqual(failure({ kind: 'protocol' }));
    expect(server.received).toHaveLength(1);
  });

  test('gives up on an answer longer than allowed', async () => {
    const { client } = await serverAndClient([{ body: new Uint8Array(2000) }], {
      maxAnswerBytes: 1000,
    });
    await expect(client.infer('m', REQUEST)).rejects.toEqual(
      failure({ kind: 'protocol', message: 'The answer is longer than 1000 bytes.' }),
    );
  });

  test('sends nothing that is malformed', async () => {
    const { server, client } = await serverAndClient([ANSWER]);
    const input = { ...REQUEST.inputs[0]!, shape: [3] };
    await expect(client.infer('m', { inputs: [input] })).rejects.toEqual(
      failure({ kind: 'invalid' }),
    );
    expect(server.received).toHaveLength(0);
  });
});

describe('what fails', () => {
  test.each([
    [400, 'invalid'],
    [401, 'unauthorised'],
    [403, 'refused'],
    [404, 'not-found'],
    [413, 'invalid'],
    [422, 'invalid'],
    [500, 'server'],
    [502, 'server'],
    [504, 'timeout'],
  ] as const)('%i is %s, and asked once', async (status, kind) => {
    const { server, client } = await serverAndClient([json({ error: 'as it is' }, status)]);
    await expect(client.infer('m', REQUEST)).rejects.toEqual(
      failure({ status, kind, message: 'as it is' }),
    );
    expect(server.received).toHaveLength(1);
  });

  test.each([429, 503])('%i is busy, and asked four times', async (status) => {
    const { server, client } = await serverAndClient([
      { status, headers: { 'retry-after': '0' }, body: '{"error":"queue is full"}' },
    ]);
    await expect(client.infer('m', REQUEST)).rejects.toEqual(
      failure({ status, kind: 'busy', retryAfterMs: 0, message: 'queue is full' }),
    );
    expect(server.received).toHaveLength(4);
  });

  test.each(['hang-up', 'half'] as const)('%s is asked again', async (answer) => {
    const { server, client } = await serverAndClient([answer, ANSWER]);
    expect(await client.infer('m', REQUEST)).toEqual(RESPONSE);
    expect(server.received).toHaveLength(2);
  });

  test('nobody there', async () => {
    const { server, client } = await serverAndClient([ANSWER]);
    await server.close();
    closing.pop();
    await expect(client.infer('m', REQUEST)).rejects.toEqual(
      failure({ kind: 'network', message: `No answer came from ${server.url}.` }),
    );
  });

  test('a server that is full is asked once where only lost connections are to be retried', async () => {
    const { server, client } = await serverAndClient(['hang-up', { status: 503 }, ANSWER], {
      retry: { ...quick, kinds: ['network'] },
    });
    await expect(client.infer('m', REQUEST)).rejects.toEqual(failure({ kind: 'busy' }));
    expect(server.received).toHaveLength(2);
  });

  test('with retry: false is asked once', async () => {
    const { server, client } = await serverAndClient([{ status: 503 }, ANSWER], { retry: false });
    await expect(client.infer('m', REQUEST)).rejects.toEqual(
      failure({ kind: 'busy', message: 'The server answered 503.' }),
    );
    expect(server.received).toHaveLength(1);
  });
});

describe('a call is ended', () => {
  test('by its deadline, while the server is silent', async () => {
    const { server, client } = await serverAndClient(['silence']);
    await expect(client.infer('m', REQUEST, { deadlineMs: 50 })).rejects.toEqual(
      failure({ kind: 'timeout' }),
    );
    // None where the machine was too busy to send one in time.
    expect(server.received.length).toBeLessThanOrEqual(1);
  });

  test('by its caller, which closes the connection', async () => {
    const { server, client } = await serverAndClient(['silence']);
    const controller = new AbortController();
    const running = client.infer('m', REQUEST, { signal: controller.signal });
    await arrival(server.received);
    controller.abort();
    await expect(running).rejects.toEqual(failure({ kind: 'cancelled' }));
    await server.received[0]!.closed;
  });

  test('before it began, so that nothing is sent', async () => {
    const { server, client } = await serverAndClient([ANSWER]);
    await expect(client.infer('m', REQUEST, { signal: AbortSignal.abort() })).rejects.toEqual(
      failure({ kind: 'cancelled' }),
    );
    expect(server.received).toHaveLength(0);
  });

  test('between two tries', async () => {
    const { server, client } = await serverAndClient([
      { status: 503, headers: { 'retry-after': '20' } },
    ]);
    const controller = new AbortController();
    const running = client.infer('m', REQUEST, { signal: controller.signal });
    await arrival(server.received);
    await server.received[0]!.closed;
    controller.abort();
    await expect(running).rejects.toEqual(failure({ kind: 'cancelled' }));
    expect(server.received).toHaveLength(1);
  });
});

describe('credentials stay with their server', () => {
  test.each([301, 302, 303, 307, 308])('a redirection by %i is not followed', async (status) => {
    const elsewhere = await startScriptedServer([ANSWER]);
    closing.push(elsewhere.close);
    const { server, client } = await serverAndClient(
      [{ status, headers: { location: `${elsewhere.url}/v2/models/m/infer` } }],
      { headers: () => ({ authorization: 'Bearer secret' }) },
    );
    await expect(client.infer('m', REQUEST)).rejects.toEqual(failure({ kind: 'protocol', status }));
    expect([server.received.length, elsewhere.received.length]).toEqual([1, 0]);
  });

  test.each(['../../elsewhere', 'a/b', 'a?b#c', '\\\\elsewhere', 'ä'])(
    'a model named %s is one step of the path',
    async (name) => {
      const { server, client } = await serverAndClient([ANSWER]);
      await client.infer(name, REQUEST);
      expect(server.received[0]!.url).toBe(`/v2/models/${encodeURIComponent(name)}/infer`);
    },
  );

  test.each(['', '.', '..'])('"%s" names no model', async (name) => {
    const { server, client } = await serverAndClient([ANSWER]);
    await expect(client.infer(name, REQUEST)).rejects.toEqual(failure({ kind: 'invalid' }));
    expect(() => client.modelReady('m', { version: name })).toThrow(failure({ kind: 'invalid' }));
    expect(server.received).toHaveLength(0);
  });

  test.each(['ftp://server', 'https://user:secret@server', 'not an address', '/v2'])(
    '%s is no address of a server',
    (url) => {
      expect(() => new OpenInferenceClient({ url })).toThrow(failure({ kind: 'invalid' }));
    },
  );

  test('a server below a path is asked there', async () => {
    const { server } = await serverAndClient([
      json({ name: 'triton', version: '2', extensions: [] }),
    ]);
    const client = new OpenInferenceClient({ url: `${server.url}/gpu/` });
    await client.serverMetadata();
    expect(server.received[0]!.url).toBe('/gpu/v2');
  });
});

describe('what servers say of themselves', () => {
  test('metadata, with null where they do not know', async () => {
    const { server, client } = await serverAndClient([
      json({ name: 'kserve', version: '0.21', extensions: null }),
      json({
        name: 'm',
        versions: null,
        platform: 'onnx',
        inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 3] }],
        outputs: null,
      }),
    ]);
    expect(await client.serverMetadata()).toEqual({
      name: 'kserve',
      version: '0.21',
      extensions: [],
    });
    expect(await client.modelMetadata('m', { version: '1' })).toEqual({
      name: 'm',
      platform: 'onnx',
      inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 3] }],
      outputs: [],
    });
    expect(server.received.map(({ url }) => url)).toEqual(['/v2', '/v2/models/m/versions/1']);
  });

  test('the models of its repository', async () => {
    const entries = [
      { name: 'm', version: '1', state: 'READY', reason: '' },
      { name: 'n', version: null, state: 'UNAVAILABLE', reason: 'no such file' },
    ];
    const { server, client } = await serverAndClient([json(entries)]);
    expect(await client.repositoryIndex()).toEqual([
      entries[0],
      { name: 'n', state: 'UNAVAILABLE', reason: 'no such file' },
    ]);
    await client.repositoryIndex({ onlyReady: true });
    expect(
      server.received.map(({ method, url, body }) => `${method} ${url} ${body.toString()}`),
    ).toEqual(['POST /v2/repository/index {}', 'POST /v2/repository/index {"ready":true}']);
  });

  test.each([{}, ['m'], [{ version: '1' }]])('%j lists no models', async (value) => {
    const { client } = await serverAndClient([json(value)]);
    await expect(client.repositoryIndex()).rejects.toEqual(failure({ kind: 'protocol' }));
  });

  test.each([
    { name: 'm', inputs: [{ name: 'x', datatype: 'TENSOR', shape: [1] }] },
    { name: 'm', inputs: [{ name: 'x', datatype: 'FP32' }] },
    { inputs: [] },
    [],
  ])('%j describes no model', async (value) => {
    const { client } = await serverAndClient([json(value)]);
    await expect(client.modelMetadata('m')).rejects.toEqual(failure({ kind: 'protocol' }));
  });

  test.each([
    [200, true],
    [400, false],
    [404, false],
    [503, false],
  ])('%i: ready is %s, at the first try', async (status, ready) => {
    const { server, client } = await serverAndClient([{ status }]);
    expect(await client.serverLive()).toBe(ready);
    expect(await client.serverReady()).toBe(ready);
    expect(await client.modelReady('m')).toBe(ready);
    expect(server.received.map(({ url }) => url)).toEqual([
      '/v2/health/live',
      '/v2/health/ready',
      '/v2/models/m/ready',
    ]);
  });

  test.each([401, 403])('%i says nothing about ready', async (status) => {
    const { client } = await serverAndClient([{ status }]);
    await expect(client.modelReady('m')).rejects.toEqual(failure({ status }));
  });
});

test('any fetch will do', async () => {
  const { server } = await serverAndClient([ANSWER]);
  const seen: string[] = [];
  const client = new OpenInferenceClient({
    url: server.url,
    fetch: (url, init) => {
      seen.push(url);
      return fetch(url, init);
    },
  });
  await client.infer('m', REQUEST);
  expect(seen).toEqual([`${server.url}/v2/models/m/infer`]);
});

async function arrival(received: readonly unknown[]): Promise<void> {
  while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}
