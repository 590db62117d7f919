/** The client of the Open Inference Protocol as it is built, in a page, with servers of other origins. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type * as OpenInference from 'open-inference-client';
import type { Browser, Page } from 'playwright-core';
import { startReferenceServer, type ReferenceServer } from '../oip/referenceServer.js';
import { startPluginServer, type PluginServer } from '../parity/support/pluginServer.js';
import { goldenModel, hashedTensor } from '../support/goldenModel.js';
import { startScriptedServer, type ScriptedAnswer } from '../support/scriptedServer.js';
import { launchChromium } from '../support/viewerPage.js';

type Api = typeof OpenInference;

let browser: Browser;
let page: Page;
let pageServer: PluginServer;
let reference: ReferenceServer;

beforeAll(async () => {
  reference = await startReferenceServer(['deep-radscore-demo']);
  pageServer = await startPluginServer({ isolated: false, files: builtClient() });
  browser = await launchChromium({ webGpu: false });
  page = await browser.newPage();
  await page.goto(`${pageServer.url}/index.html`);
  await page.addScriptTag({
    type: 'module',
    content: "globalThis.api = await import('/oip-client/index.js');",
  });
  await page.waitForFunction(() => 'api' in globalThis);
});

afterAll(async () => {
  await browser.close();
  await pageServer.close();
  await reference.close();
});

test.each([undefined, 'gzip', 'deflate'] as const)(
  'gets from a page what PyTorch computes (compression: %s)',
  async (compression) => {
    const golden = goldenModel('deep-radscore-demo')!;
    const { inputs: tensors } = await metadata();
    const inputs = tensors.map(({ name, shape }, n) => ({
      name,
      shape,
      values: [...hashedTensor(shape, n).data],
    }));

    const { names, probabilities } = await page.evaluate(
      async ({ url, inputs, compression }) => {
        const { OpenInferenceClient, tensorFrom, valuesOf } = (
          globalThis as unknown as { api: Api }
        ).api;
        const client = new OpenInferenceClient({ url, ...(compression && { compression }) });
        const { outputs } = await client.infer('deep-radscore-demo', {
          id: 'page',
          inputs: inputs.map(({ name, shape, values }) =>
            tensorFrom(name, 'FP32', shape, new Float32Array(values)),
          ),
          outputs: ['probabilities'],
        });
        return {
          names: outputs.map(({ name }) => name),
          probabilities: [...valuesOf(outputs[0]!, 'FP32')],
        };
      },
      { url: reference.url, inputs, compression },
    );

    expect(names).toEqual(['probabilities']);
    const { values } = golden.outputs['probabilities']!;
    expect(probabilities).toHaveLength(values.length);
    for (const [n, value] of values.entries()) expect(probabilities[n]).toBeCloseTo(value, 4);
  },
);

test('a redirection is not followed: no token leaves for elsewhere', async () => {
  const elsewhere = await startScriptedServer([{ headers: CORS }]);
  const server = await startScriptedServer([
    { headers: CORS },
    { status: 307, headers: { ...CORS, location: `${elsewhere.url}/v2/models/m/infer` } },
  ]);
  try {
    expect(await failure(server.url)).toEqual({ kind: 'protocol' });
    expect(server.received.map(({ method }) => method)).toEqual(['OPTIONS', 'POST']);
    expect(server.received[1]!.headers.authorization).toBe('Bearer secret');
    expect(elsewhere.received).toEqual([]);
  } finally {
    await server.close();
    await elsewhere.close();
  }
});

test('reads what a busy server asks for', async () => {
  const busy: ScriptedAnswer = {
    status: 503,
    headers: { ...CORS, 'retry-after': '60', 'content-type': 'text/plain' },
    body: '{"error":"Exceeds maximum queue size"}',
  };
  const server = await startScriptedServer([{ headers: CORS }, busy]);
  try {
    expect(await failure(server.url)).toEqual({ kind: 'busy', retryAfterMs: 60_000, status: 503 });
  } finally {
    await server.close();
  }
});

test('leaving closes the connection', async () => {
  const server = await startScriptedServer([{ headers: CORS }, 'silence']);
  try {
    expect(await failure(server.url, 3000)).toEqual({ kind: 'timeout' });
    await server.received[1]!.closed;
  } finally {
    await server.close();
  }
});

test('a server that the page may not ask gives no answer', async () => {
  const server = await startScriptedServer([{}]);
  try {
    expect(await failure(server.url)).toEqual({ kind: 'network' });
  } finally {
    await server.close();
  }
});

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, inference-header-content-length',
  'access-control-expose-headers': 'inference-header-content-length, retry-after',
};

/** How one try with a token fails. */
function failure(url: string, deadlineMs = 30_000) {
  return page.evaluate(
    async ({ url, deadlineMs }) => {
      const { OpenInferenceClient } = (globalThis as unknown as { api: Api }).api;
      const client = new OpenInferenceClient({
        url,
        headers: () => ({ authorization: 'Bearer secret' }),
        retry: false,
      });
      try {
        await client.infer('m', { inputs: [] }, { deadlineMs });
        return 'answered';
      } catch (error) {
        const { kind, status, retryAfterMs } = error as OpenInference.OpenInferenceError;
        return { kind, ...(status && { status }), ...(retryAfterMs && { retryAfterMs }) };
      }
    },
    { url, deadlineMs },
  );
}

function metadata() {
  return page.evaluate((url) => {
    const { OpenInferenceClient } = (globalThis as unknown as { api: Api }).api;
    return new OpenInferenceClient({ url }).modelMetadata('deep-radscore-demo');
  }, reference.url);
}

/** The built package as it is, by the path that a page imports. */
function builtClient(): Record<string, string> {
  const folder = path.resolve('oip-client/dist');
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  return {
    '/index.html': '<!doctype html>',
    ...Object.fromEntries(
      modules.map((name) => [
        `/oip-client/${name.split(path.sep).join('/')}`,
        readFileSync(path.join(folder, name), 'utf8'),
      ]),
    ),
  };
}
