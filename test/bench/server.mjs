/**
 * The server against the bare network, and against itself when too much is asked of it.
 *
 * `mmdl-demo` in one process of the server's: what an answer takes over ONNX Runtime alone on as many
 * threads, in turns; the same as JSON; then clients that ask without a pause, as many as run at once and
 * eight times as many, who wait as long as they are told. MP_BENCH_SECONDS (10) is how long each of
 * these goes on, MP_BENCH_RUNS (30) how many answers are compared.
 */
import { fork } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { OpenInferenceClient, OpenInferenceError, tensorFrom } from 'open-inference-client';
import { tensorDims } from '@mutation-prediction/core';
import {
  createNodeSession,
  loadModelPackage,
  modelsDirectory,
} from '@mutation-prediction/server-adapter/inference';

const MODEL = 'mmdl-demo';
const SECONDS = Number(process.env.MP_BENCH_SECONDS ?? 10);
const RUNS = Number(process.env.MP_BENCH_RUNS ?? 30);

export async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-server-'));
  cpSync(path.join(modelsDirectory(), MODEL), path.join(folder, MODEL), { recursive: true });
  const server = await startServer({
    'network.port': '0',
    'logging.level': 'warn',
    'models.directory': folder,
    'audit.file': path.join(folder, 'audit.jsonl'),
    'admission.queueLength': '4',
    'admission.perUser': '1000',
    'admission.requestsPerMinute': '10000000',
    // What JSON takes is measured too.
    'admission.jsonBytes': String(2 ** 25),
  });
  try {
    const loadBefore = os.loadavg()[0];
    const latency = await latencies(server.url);
    await server.report();
    const cancelQueuedMs = await cancelling(server.url);
    await server.report();
    const peak = await goodput(server, server.capacity + 1);
    const crowded = await goodput(server, 8 * server.capacity);
    return {
      load: [loadBefore, os.loadavg()[0]],
      capacity: server.capacity,
      latency,
      cancelQueuedMs,
      peak,
      crowded,
      goodputOfPeak: crowded.perSecond / peak.perSecond,
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function startServer(options) {
  const program = path.join(import.meta.dirname, 'server/serve.mjs');
  const child = fork(program, [JSON.stringify(options)]);
  const [{ url, capacity }] = await once(child, 'message');
  return {
    url,
    capacity,
    report: async () => {
      child.send('report');
      const [report] = await once(child, 'message');
      return report;
    },
    stop: async () => {
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

/** Medians, ms, each way in turns so that all see the same load. */
async function latencies(url) {
  const { manifest, graph, request, feeds } = await viewsRequest();
  const session = await createNodeSession(graph, manifest);
  const [binary, json] = ['binary', 'json'].map(
    (tensors) => new OpenInferenceClient({ url, tensors, retry: false }),
  );
  const ways = {
    bare: () => session.run(feeds),
    binary: () => binary.infer(`${MODEL}.graph`, request),
    json: () => json.infer(`${MODEL}.graph`, request),
  };
  const taken = { bare: [], binary: [], json: [] };
  for (let run = -2; run < RUNS; run++) {
    for (const [way, ask] of Object.entries(ways)) {
      const begin = performance.now();
      await ask();
      // The first ones compile, on both sides.
      if (run >= 0) taken[way].push(performance.now() - begin);
    }
  }
  await session.release();
  const differences = taken.binary.map((ms, run) => ms - taken.bare[run]);
  return {
    runs: RUNS,
    bareMs: median(taken.bare),
    binaryMs: median(taken.binary),
    jsonMs: median(taken.json),
    binaryOverBareMs: median(differences),
    jsonOfBinary: median(taken.json) / median(taken.binary),
  };
}

/** From a client's going away to its waiting run's being gone, as another client sees it: median, ms. */
async function cancelling(url) {
  const { request } = await viewsRequest();
  const client = new OpenInferenceClient({ url, retry: false });
  const stageOf = async (id) => (await fetch(`${url}/api/v1/runs/${id}`)).status;
  const taken = [];
  for (let run = 0; run < Math.min(RUNS, 10); run++) {
    const ahead = [0, 1].map(() => client.infer(`${MODEL}.graph`, request));
    const controller = new AbortController();
    const id = `waiting-${run}`;
    const waiting = client
      .infer(`${MODEL}.graph`, { ...request, id }, { signal: controller.signal })
      .catch(() => {});
    while ((await stageOf(id)) !== 200) continue;
    const begin = performance.now();
    controller.abort();
    while ((await stageOf(id)) === 200) continue;
    taken.push(performance.now() - begin);
    await Promise.all([waiting, ...ahead]);
  }
  return median(taken);
}

/** Answers a second to clients that ask without a pause and wait when they are told to. */
async function goodput(server, clients) {
  const { request } = await viewsRequest();
  const client = new OpenInferenceClient({ url: server.url, retry: false });
  const end = performance.now() + SECONDS * 1000;
  const refused = {};
  let answers = 0;
  let untold = 0;
  await server.report();
  const ask = async () => {
    while (performance.now() < end) {
      try {
        await client.infer(`${MODEL}.graph`, request);
        answers++;
      } catch (error) {
        if (!(error instanceof OpenInferenceError)) throw error;
        const why = `${error.status ?? error.kind}`;
        refused[why] = (refused[why] ?? 0) + 1;
        if (error.retryAfterMs === undefined) untold++;
        await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 100));
      }
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: clients }, ask));
  const seconds = (performance.now() - begin) / 1000;
  return {
    clients,
    perSecond: answers / seconds,
    refused,
    refusedWithoutRetryAfter: untold,
    ...(await server.report()),
  };
}

/** One request of random views, for the server and for the session here. */
async function viewsRequest() {
  const { manifest, graph } = await loadModelPackage(MODEL, modelsDirectory());
  const inputs = manifest.inputs.map((input) => {
    const dims = tensorDims(input);
    const count = dims.reduce((product, length) => product * length, 1);
    return { name: input.tensor, dims, data: Float32Array.from({ length: count }, Math.random) };
  });
  return {
    manifest,
    graph,
    feeds: Object.fromEntries(inputs.map(({ name, data, dims }) => [name, { data, dims }])),
    request: {
      inputs: inputs.map(({ name, data, dims }) => tensorFrom(name, 'FP32', dims, data)),
      outputs: [manifest.outputs.probabilities],
    },
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
