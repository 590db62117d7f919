import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FakeBackend } from '../../../../test/support/fakeBackend.js';
import { numbers, startFakeServer, stopFakeServers } from '../../../../test/support/fakeServer.js';
import { openTracing } from './tracing.js';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

test('nothing is traced, and OpenTelemetry not loaded, unless it is asked for', async () => {
  expect(await openTracing({})).toBeUndefined();
});

test('a request is a span below the caller’s, and its inference one below that', async () => {
  const collected: { path: string; authorization: string | undefined; body: string }[] = [];
  const collector = http.createServer((request, response) => {
    void text(request).then((body) => {
      const { authorization } = request.headers;
      collected.push({ path: request.url ?? '', authorization, body });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const { client, url } = await startFakeServer(
    { 'tracing.endpoint': `http://127.0.0.1:${port}/v1/traces` },
    new FakeBackend(),
    { MP_SERVE_TRACING_AUTHORIZATION: 'Bearer collector' },
  );

  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const headers = { traceparent };
  await client.infer('echo', { id: 'Doe^Jane', inputs: [numbers(1)] }, { headers });
  await fetch(`${url}/v2/models/Doe%5EJane`);
  await stopFakeServers();
  collector.close();

  expect(collected.length).toBeGreaterThan(0);
  for (const { path, authorization } of collected) {
    expect([path, authorization]).toEqual(['/v1/traces', 'Bearer collector']);
  }
  const sent = collected.map(({ body }) => body).join();
  expect(sent).not.toContain('Doe');
  const spans = collected.flatMap(({ body }) => {
    const { resourceSpans } = JSON.parse(body) as {
      resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
    };
    return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  });
  const named = (name: string) => spans.find((span) => span.name === name)!;
  const server = named('POST /v2/models/:model/infer');
  expect(server).toMatchObject({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: 'b7ad6b7169203331',
  });
  expect(named('inference')).toMatchObject({
    traceId: server.traceId,
    parentSpanId: server.spanId,
  });
  expect(named('GET /v2/models/:model')).toBeDefined();
});
