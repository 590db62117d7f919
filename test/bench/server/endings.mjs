import { setTimeout as pause } from 'node:timers/promises';
import { OpenInferenceClient } from 'open-inference-client';
import { median } from './median.mjs';

const TIMES = 5;
const AT_ONCE = 50;

const clientOf = ({ url }) => new OpenInferenceClient({ url, retry: false });
const isKnown = async ({ url }, id) => (await fetch(`${url}/api/v1/runs/${id}`)).status === 200;

async function untilStage(server, id, stage) {
  for (;;) {
    const answer = await fetch(`${server.url}/api/v1/runs/${id}`);
    if (answer.status === 200 && (await answer.json()).stage === stage) return;
    await pause(2);
  }
}

async function since(begin, hasHappened) {
  while (!(await hasHappened())) await pause(1);
  return performance.now() - begin;
}

/**
 * From a client's going away to its waiting run's being gone, as another client sees it: longest, ms.
 * The processes are stopped meanwhile, so that it waits for certain.
 */
export async function cancelQueued(server, model, request) {
  const client = clientOf(server);
  const taken = [];
  for (let n = 0; n < TIMES; n++) {
    const stopped = server.networkProcesses();
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    const ahead = stopped.map(() => client.infer(model, request));
    await pause(50);
    const controller = new AbortController();
    const id = `queued-${n}`;
    const waiting = client.infer(model, { ...request, id }, { signal: controller.signal });
    waiting.catch(() => {});
    await untilStage(server, id, 'waiting');
    const begin = performance.now();
    controller.abort();
    taken.push(await since(begin, async () => !(await isKnown(server, id))));
    for (const pid of stopped) process.kill(pid, 'SIGCONT');
    await Promise.allSettled([waiting, ...ahead]);
  }
  return Math.max(...taken);
}

/**
 * From a client's going away to its run's end, of a run that would never end by itself: its process is
 * gone. Longest, ms.
 */
export async function cancelRunning(server, model, request) {
  const client = clientOf(server);
  const taken = [];
  for (let n = 0; n < TIMES; n++) {
    const stopped = server.networkProcesses();
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    const controller = new AbortController();
    const calls = stopped.map((_, place) =>
      client.infer(
        model,
        { ...request, id: `running-${n}-${place}` },
        { signal: controller.signal },
      ),
    );
    for (const call of calls) call.catch(() => {});
    for (const place of stopped.keys())
      await untilStage(server, `running-${n}-${place}`, 'running');
    const begin = performance.now();
    controller.abort();
    const areGone = () => stopped.every((pid) => !server.networkProcesses().includes(pid));
    taken.push(await since(begin, areGone));
    await untilWhole(server, stopped, model, request);
  }
  return Math.max(...taken);
}

/** One request, sent many times at once under one key: inferences, and different answers. */
export async function underOneKey(server, model, request) {
  const client = clientOf(server);
  const inferences = () => server.counted('mutation_prediction_inferences_total');
  const before = await inferences();
  const key = { 'idempotency-key': `bench-${Date.now()}` };
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => client.infer(model, request, { headers: key })),
  );
  const texts = answers.map(({ outputs }) =>
    outputs.map(({ data }) => Buffer.from(data).toString('base64')).join(),
  );
  return {
    requests: answers.length,
    inferences: (await inferences()) - before,
    differentAnswers: new Set(texts).size,
  };
}

/** A process is killed while all are at work and more wait: what is lost, and until all work again. */
export async function killed(server, model, request) {
  const client = clientOf(server);
  const taken = [];
  const lost = [];
  const statuses = new Set();
  for (let n = 0; n < TIMES; n++) {
    const processes = server.networkProcesses();
    const failures = [];
    const ask = () =>
      client.infer(model, request).catch(({ status, retryAfterMs }) => {
        failures.push(status);
        statuses.add(`${status}${retryAfterMs === undefined ? ' without Retry-After' : ''}`);
      });
    const calls = Array.from({ length: 2 * processes.length }, ask);
    await pause(20);
    const begin = performance.now();
    process.kill(processes[0], 'SIGKILL');
    await untilWhole(server, [processes[0]], model, request, processes.length);
    taken.push(performance.now() - begin);
    await Promise.all(calls);
    lost.push(failures.length);
  }
  return {
    kills: TIMES,
    lostAtMost: Math.max(...lost),
    statuses: [...statuses],
    wholeMs: { median: median(taken), longest: Math.max(...taken) },
  };
}

/** Resolves once as many processes as before live, and each answers. */
async function untilWhole(server, gone, model, request, size = gone.length) {
  const isWhole = () => {
    const alive = server.networkProcesses();
    return alive.length === size && gone.every((pid) => !alive.includes(pid));
  };
  while (!isWhole()) await pause(5);
  const client = clientOf(server);
  await Promise.all(Array.from({ length: size }, () => client.infer(model, request)));
}

/**
 * SIGTERM while runs are on their way, more wait and one never ends: until the process has ended, what
 * was accepted and answered, and how the rest was.
 */
export async function stopped(server, model, request) {
  const client = clientOf(server);
  const processes = server.networkProcesses();
  process.kill(processes[0], 'SIGSTOP');
  const outcomes = [];
  const calls = Array.from({ length: 2 * processes.length + 1 }, () =>
    client.infer(model, request).then(
      () => outcomes.push('answered'),
      ({ status, kind }) => outcomes.push(`${status ?? kind}`),
    ),
  );
  await pause(200);
  const begin = performance.now();
  server.signal('SIGTERM');
  const code = await server.exited;
  const ms = performance.now() - begin;
  await Promise.all(calls);
  return { ms, code, outcomes: outcomes.sort() };
}
