import http from 'node:http';
import { once } from 'node:events';
import { encodeInferRequest, type InferRequest } from 'open-inference-client';
import { FakeBackend, fakeModel } from '../../../../test/support/fakeBackend.js';
import {
  numbers,
  startFakeServer,
  stopFakeServers,
  type FakeServer,
} from '../../../../test/support/fakeServer.js';
import { BackendError, type BackendErrorKind } from '../../backends/backendError.js';

afterEach(stopFakeServers);

const request: InferRequest = { inputs: [numbers(1, 2, 3)] };

/** A plain POST, which shows all that comes back. */
async function post(
  { url }: FakeServer,
  model: string,
  headers: Record<string, string> = {},
  asked: InferRequest = request,
  signal?: AbortSignal,
): Promise<{ status: number; retryAfter: string | null; body: string }> {
  const message = encodeInferRequest(asked);
  const response = await fetch(`${url}/v2/models/${model}/infer`, {
    method: 'POST',
    headers: { ...message.headers, ...headers },
    body: new Blob([message.body]),
    ...(signal && { signal }),
  });
  const body = await response.text();
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How many are inside, as the server tells its monitors. */
async function gauge({ url }: FakeServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^mutation_prediction_${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(5);
}

describe('admission', () => {
  test('a full server says so and when to come again, and goes on afterwards', async () => {
    const server = await startFakeServer(
      { 'admission.queueLength': '1', 'admission.perUser': '100' },
      new FakeBackend(1),
    );
    const inside = [post(server, 'slow'), post(server, 'slow')];
    await until(async () => (await gauge(server, 'occupied')) === 2);
    const refused = await post(server, 'slow');
    expect(refused.status).toBe(503);
    expect(Number(refused.retryAfter)).toBeGreaterThanOrEqual(1);
    expect(refused.body).toBe('{"error":"The queue is full (1 wait)."}');
    await server.backend.reached(1);
    server.backend.release();
    await server.backend.reached(2);
    server.backend.release();
    expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await post(server, 'echo')).status).toBe(200);
  });

  test('nobody gets more than their share', async () => {
    const server = await startFakeServer({ 'admission.perUser': '1' });
    const inside = post(server, 'slow');
    await server.backend.reached(1);
    const refused = await post(server, 'slow');
    expect(refused.status).toBe(429);
    expect(Number(refused.retryAfter)).toBeGreaterThanOrEqual(1);
    server.backend.release();
    expect((await inside).status).toBe(200);
  });

  test('it is decided before the body comes, and the body is let pass', async () => {
    const server = await startFakeServer({ 'admission.queueLength': '0' }, new FakeBackend(1));
    void post(server, 'slow').catch(() => {});
    await server.backend.reached(1);

    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const sending = http.request(`${server.url}/v2/models/echo/infer`, {
      method: 'POST',
      agent,
      headers: { 'content-length': 8e6 },
    });
    sending.flushHeaders();
    const [response] = (await once(sending, 'response')) as [http.IncomingMessage];
    expect(response.statusCode).toBe(503);
    response.resume();
    sending.end(Buffer.alloc(8e6));
    await once(response, 'close');

    // What a browser does: it reads the answer once it has sent everything.
    const whole = await fetch(`${server.url}/v2/models/echo/infer`, {
      method: 'POST',
      headers: { 'inference-header-content-length': '10' },
      body: Buffer.alloc(8e6),
    });
    expect([whole.status, await whole.json()]).toEqual([503, { error: expect.any(String) }]);
    agent.destroy();
  });

  test('many requests of any kind are too many', async () => {
    const server = await startFakeServer({ 'admission.requestsPerMinute': '5' });
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) statuses.push((await fetch(`${server.url}/v2`)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = await fetch(`${server.url}/v2`);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toEqual({ error: expect.stringContaining('too many') });
    expect((await fetch(`${server.url}/v2/health/ready`)).status).toBe(200);
  });

  test('a request whose body never comes gives its place back', async () => {
    const server = await startFakeServer({ 'admission.queueLength': '0' }, new FakeBackend(1));
    const sending = http.request(`${server.url}/v2/models/echo/infer`, {
      method: 'POST',
      headers: { 'content-length': 100 },
    });
    sending.on('error', () => {});
    sending.flushHeaders();
    await until(async () => (await gauge(server, 'occupied')) === 1);
    sending.destroy();
    await until(async () => (await gauge(server, 'occupied')) === 0);
    expect((await post(server, 'echo')).status).toBe(200);
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'key-1' };

  test('fifty at once are one inference, and fifty answers', async () => {
    const server = await startFakeServer({ 'admission.perUser': '1' });
    const all = Array.from({ length: 50 }, () => post(server, 'slow', key));
    await server.backend.reached(1);
    await pause(100);
    server.backend.release();
    const answers = await Promise.all(all);
    expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(server.backend.calls).toHaveLength(1);
  });

  test('the answer is given again later, also with less time left', async () => {
    const server = await startFakeServer();
    const [first, second] = [1e6, 5e5].map((timeout) => ({ ...request, parameters: { timeout } }));
    const before = await post(server, 'echo', key, first);
    expect(await post(server, 'echo', key, second)).toEqual(before);
    expect(server.backend.calls).toHaveLength(1);
  });

  test('under it nothing else can be asked', async () => {
    const server = await startFakeServer();
    await post(server, 'echo', key);
    const other = await post(server, 'echo', key, { inputs: [numbers(4)] });
    expect([other.status, other.body]).toEqual([422, expect.stringContaining('Another request')]);
  });

  test('nor of another model', async () => {
    const server = await startFakeServer();
    server.backend.change([fakeModel('echo'), fakeModel('broken')]);
    await post(server, 'echo', key);
    expect((await post(server, 'broken', key)).status).toBe(422);
  });

  test('a failure is tried again', async () => {
    const server = await startFakeServer();
    expect((await post(server, 'broken', key)).status).toBe(500);
    expect((await post(server, 'broken', key)).status).toBe(500);
    expect(server.backend.calls).toHaveLength(2);
  });

  test('who goes away takes nothing from those who wait for the same', async () => {
    const server = await startFakeServer();
    const controller = new AbortController();
    const leaving = post(server, 'slow', key, request, controller.signal).catch(() => 'left');
    await server.backend.reached(1);
    const staying = post(server, 'slow', key);
    await pause(100);
    controller.abort();
    expect(await leaving).toBe('left');
    await pause(50);
    server.backend.release();
    expect((await staying).status).toBe(200);
    expect(server.backend.calls).toHaveLength(1);
  });

  test('it has a length', async () => {
    const server = await startFakeServer();
    const { status } = await post(server, 'echo', { 'idempotency-key': 'k'.repeat(256) });
    expect(status).toBe(400);
  });
});

describe('who goes away', () => {
  test('while waiting frees the place, and nothing runs', async () => {
    const server = await startFakeServer({}, new FakeBackend(1));
    const running = post(server, 'slow');
    await server.backend.reached(1);
    const controller = new AbortController();
    const waiting = post(server, 'echo', {}, request, controller.signal).catch(() => 'left');
    await until(async () => (await gauge(server, 'queue_waiting')) === 1);
    controller.abort();
    await until(async () => (await gauge(server, 'queue_waiting')) === 0);
    expect(await waiting).toBe('left');
    server.backend.release();
    await running;
    expect(server.backend.calls).toHaveLength(1);
  });

  test('while it runs ends the run', async () => {
    const server = await startFakeServer();
    const controller = new AbortController();
    const leaving = post(server, 'slow', {}, request, controller.signal).catch(() => 'left');
    await server.backend.reached(1);
    const { signal } = server.backend.calls[0]!.call;
    controller.abort();
    await leaving;
    await until(async () => signal.aborted);
    await until(async () => (await gauge(server, 'running')) === 0);
  });
});

describe('a run', () => {
  const stageOf = async ({ url }: FakeServer, id: string) => {
    const response = await fetch(`${url}/api/v1/runs/${encodeURIComponent(id)}`);
    return [response.status, await response.json()];
  };

  test('tells its caller how far it is', async () => {
    const server = await startFakeServer({}, new FakeBackend(1));
    const ids = ['a', 'b c', 'd/e'];
    const all = ids.map((id) => post(server, 'slow', {}, { ...request, id }));
    await until(async () => (await gauge(server, 'queue_waiting')) === 2);
    const stages = await Promise.all(ids.map((id) => stageOf(server, id)));
    const sorted = stages.map(([status, said]) => [status, said]).sort();
    expect(sorted.map(([status]) => status)).toEqual([200, 200, 200]);
    const told = sorted.map(([, said]) => said as { stage: string; position?: number });
    expect(told.map(({ stage }) => stage).sort()).toEqual(['running', 'waiting', 'waiting']);
    expect(told.map(({ position }) => position ?? 0).sort()).toEqual([0, 1, 2]);
    for (let n = 1; n <= 3; n++) {
      await server.backend.reached(n);
      server.backend.release();
    }
    await Promise.all(all);
    expect(await stageOf(server, 'a')).toEqual([404, { error: 'You have no such run here.' }]);
  });

  test('tells which views have been read, once they have', async () => {
    const server = await startFakeServer();
    const asked = post(server, 'slow', {}, { ...request, id: 'v' });
    await server.backend.reached(1);
    const views = [{ plane: 'axial', targets: [{ id: 'EGFR', probability: 0.25 }] }] as const;
    server.backend.calls[0]!.call.onProgress!({ stage: 'run', loaded: 1, total: 9, views });
    expect(await stageOf(server, 'v')).toEqual([
      200,
      { id: 'v', stage: 'running', loaded: 1, total: 9, views },
    ]);
    server.backend.release();
    await asked;
  });

  test('can be cancelled, waiting or running', async () => {
    const server = await startFakeServer({}, new FakeBackend(1));
    const [running, waiting] = ['r', 'w'].map((id) => post(server, 'slow', {}, { ...request, id }));
    await until(async () => (await gauge(server, 'queue_waiting')) === 1);
    for (const id of ['r', 'w']) {
      const response = await fetch(`${server.url}/api/v1/runs/${id}`, { method: 'DELETE' });
      expect(response.status).toBe(204);
    }
    for (const { status, body } of await Promise.all([running!, waiting!])) {
      expect([status, body]).toEqual([409, '{"error":"The run was cancelled."}']);
    }
  });

  test('ends at its deadline, be it the site’s or the client’s', async () => {
    const server = await startFakeServer({ 'admission.deadlineMs': '300' });
    const asked = (timeout: number) => ({ ...request, parameters: { timeout } });
    for (const timeout of [50_000, 60e6]) {
      expect((await post(server, 'slow', {}, asked(timeout))).status).toBe(504);
    }
    const [shorter, longer] = server.backend.calls.map(({ call }) => call.deadlineMs);
    expect(shorter).toBeLessThanOrEqual(50);
    expect(longer).toBeLessThanOrEqual(300);
    expect(longer).toBeGreaterThan(50);
  });

  test.each<[BackendErrorKind, number]>([
    ['unknown-model', 404],
    ['not-ready', 503],
    ['invalid', 400],
    ['unavailable', 503],
    ['timeout', 504],
    ['failed', 500],
  ])('that comes to nothing (%s) is answered %i', async (kind, status) => {
    const server = await startFakeServer();
    server.backend.failure = new BackendError(kind, 'The model says why.');
    const answer = await post(server, 'broken');
    expect([answer.status, answer.body]).toEqual([status, '{"error":"The model says why."}']);
    expect(answer.retryAfter !== null).toBe(status === 503);
  });

  test('that brings a defect to light is answered without its words', async () => {
    const server = await startFakeServer();
    server.backend.failure = new TypeError('cannot read Doe^Jane');
    const answer = await post(server, 'broken');
    expect([answer.status, answer.body]).toEqual([500, '{"error":"The model failed."}']);
    expect(server.log()).toContain('TypeError');
    expect(server.log()).not.toContain('Doe');
  });
});

describe('stopping', () => {
  test('what was accepted ends, what comes is refused, and nothing is left', async () => {
    const server = await startFakeServer({ 'shutdown.drainMs': '5000' }, new FakeBackend(1));
    const inside = [post(server, 'slow'), post(server, 'slow')];
    await until(async () => (await gauge(server, 'queue_waiting')) === 1);
    const stopping = server.stop();
    const ready = await fetch(`${server.url}/v2/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { error: 'Not ready: the server is stopping.' },
    ]);
    const refused = await post(server, 'slow');
    expect([refused.status, refused.retryAfter]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    server.backend.release();
    await server.backend.reached(2);
    server.backend.release();
    expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200]);
    await stopping;
    expect(server.backend.isClosed).toBe(true);
    await expect(fetch(`${server.url}/v2`)).rejects.toThrow();
  });

  test('what takes too long is ended, with words', async () => {
    const server = await startFakeServer({ 'shutdown.drainMs': '50' });
    const inside = post(server, 'slow');
    await server.backend.reached(1);
    await server.stop();
    expect(await inside).toEqual({
      status: 503,
      retryAfter: '5',
      body: '{"error":"The server is stopping."}',
    });
  });

  test('a client that says nothing is not waited for', async () => {
    const server = await startFakeServer();
    const { port } = new URL(server.url);
    const agent = new http.Agent({ keepAlive: true });
    const idle = http.get({ port, host: '127.0.0.1', path: '/v2/health/live', agent });
    const [response] = (await once(idle, 'response')) as [http.IncomingMessage];
    response.resume();
    await once(response, 'end');
    await server.stop();
    agent.destroy();
  });
});

test('a connection that sends slowly is ended', async () => {
  const server = await startFakeServer({ 'network.requestTimeoutMs': '1000' });
  const { port } = new URL(server.url);
  const sending = http.request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/v2/models/echo/infer',
    headers: { 'content-length': 1000 },
  });
  sending.on('error', () => {});
  sending.write('{');
  await once(sending, 'close');
}, 15_000);
