import { Writable } from 'node:stream';
import type { RouteOptions } from 'fastify';
import { readSettings, startServer } from '@mutation-prediction/server-adapter/serving';
import { OpenInferenceClient, tensorFrom, type Tensor } from 'open-inference-client';
import { FakeBackend } from './fakeBackend.js';

export interface FakeServer {
  readonly url: string;
  readonly backend: FakeBackend;
  readonly client: OpenInferenceClient;
  /** All that it answers at. */
  readonly routes: readonly RouteOptions[];
  /** All that it has logged. */
  log(): string;
  stop(): Promise<void>;
}

const running: FakeServer[] = [];

/** The server over a backend that computes nothing, on a free port of this machine. */
export async function startFakeServer(
  options: Readonly<Record<string, string>> = {},
  backend = new FakeBackend(),
  environment: Readonly<Record<string, string>> = {},
): Promise<FakeServer> {
  let logged = '';
  const routes: RouteOptions[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const settings = readSettings({
    environment,
    options: { 'network.port': '0', 'shutdown.drainMs': '100', ...options },
  });
  const { url, stop } = await startServer(settings, backend, {
    log: sink,
    onRoute: (route) => routes.push(route),
  });
  const client = new OpenInferenceClient({
    url,
    retry: { maxTries: 1, withinMs: 1000, firstWaitMs: 1 },
  });
  const server = { url, backend, client, routes, log: () => logged, stop };
  running.push(server);
  return server;
}

/** For `afterEach`. */
export async function stopFakeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.stop()));
}

/** One tensor of these numbers. */
export function numbers(...values: number[]): Tensor {
  return tensorFrom('x', 'FP32', [values.length], Float32Array.from(values));
}
