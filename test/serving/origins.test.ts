/**
 * Whom the server asks is the site's to say: nothing that a client sends makes it ask anybody else.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import {
  openBackend,
  readSettings,
  startServer,
} from '@mutation-prediction/server-adapter/serving';
import { encodeInferRequest, tensorFrom } from 'open-inference-client';
import { startReferenceServer } from '../oip/referenceServer.js';
import { rawRequest } from '../support/rawRequest.js';
import { TokenIssuer } from '../support/tokenIssuer.js';

const MODEL = 'deep-radscore-demo';

test('no field of a request leads the server elsewhere', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'origins-'));
  await cp(path.join(modelsDirectory(), MODEL), path.join(folder, 'models', MODEL), {
    recursive: true,
  });
  const behind = await startReferenceServer([MODEL]);
  const issuer = await TokenIssuer.start();
  const trapped: string[] = [];
  const trap = http.createServer((request, response) => {
    trapped.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  trap.listen(0, '127.0.0.1');
  await once(trap, 'listening');
  const elsewhere = `127.0.0.1:${(trap.address() as AddressInfo).port}`;

  const settings = readSettings({
    options: {
      'network.port': '0',
      'logging.level': 'silent',
      'models.directory': path.join(folder, 'models'),
      'backend.kind': 'oip',
      'backend.url': behind.url,
      'backend.processes': '1',
      'access.mode': 'oidc',
      'access.oidc.issuer': issuer.url,
      'access.oidc.audience': 'mutation-prediction',
      'audit.file': path.join(folder, 'audit.jsonl'),
    },
  });
  const server = await startServer(settings, await openBackend(settings));
  const authorization = `Bearer ${await issuer.token({ roles: ['predict', 'admin'] })}`;
  const ask = (at: string, headers: Record<string, string> = {}, payload?: Uint8Array) =>
    rawRequest(server.url, at, {
      method: payload ? 'POST' : 'GET',
      headers: { authorization, ...headers },
      ...(payload && { payload }),
    });
  const graph = `/v2/models/${MODEL}.graph`;
  while ((await ask(`${graph}/ready`)).statusCode !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const { inputs } = (await ask(graph)).json<{
    inputs: { name: string; shape: number[] }[];
  }>();
  const tensors = inputs.map(({ name, shape }) => {
    const count = shape.reduce((product, length) => product * length, 1);
    return tensorFrom(name, 'FP32', shape, new Float32Array(count));
  });
  const url = `http://${elsewhere}/`;
  const message = encodeInferRequest({
    inputs: tensors,
    parameters: { url, server: url, host: elsewhere, model: url, upstream: url },
  });
  const lies = {
    ...message.headers,
    ...{ forwarded: `host=${elsewhere}`, 'x-forwarded-host': elsewhere, origin: url },
    ...{ 'x-original-url': url, 'x-rewrite-url': url, referer: url, location: url },
  };
  expect((await ask(`${graph}/infer?url=${url}`, lies, message.body)).statusCode).toBe(200);
  expect((await ask(`${graph}/infer`, { ...lies, host: elsewhere }, message.body)).statusCode).toBe(
    200,
  );
  // A proxy would take this for an address; this server is none.
  await ask(`http://${elsewhere}${graph}/infer`, message.headers, message.body);
  for (const name of [url, `../../${elsewhere}`, `${MODEL}@${elsewhere}`, `//${elsewhere}/x`]) {
    const { statusCode } = await ask(
      `/v2/models/${encodeURIComponent(name)}/infer`,
      {},
      message.body,
    );
    expect(statusCode).toBe(404);
  }
  const keysElsewhere = {
    alg: 'RS256',
    ...{ jku: `${url}keys`, x5u: `${url}certificate`, kid: `${url}kid` },
  };
  for (const [claims, header] of [
    [{}, keysElsewhere],
    [{ iss: url.slice(0, -1) }, {}],
  ] as const) {
    const token = await issuer.token(claims, header);
    const { statusCode } = await ask('/v2', { authorization: `Bearer ${token}` });
    expect(statusCode).toBe(401);
  }

  await server.stop();
  await behind.close();
  await issuer.close();
  trap.close();
  await rm(folder, { recursive: true });
  expect(trapped).toEqual([]);
}, 120_000);
