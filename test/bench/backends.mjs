/**
 * The embedded backend: what its processes cost over a run on this thread, whether its parent stays
 * awake while they work, and how soon it is whole again after a process was killed or a run given up.
 * Models and networks are the real ones; the overhead is of runs in turn with those on this thread.
 */
import { availableParallelism } from 'node:os';
import {
  cropVolume,
  cohortCase,
  preparePrediction,
  remotePredictor,
} from '@mutation-prediction/core';
import { openEmbeddedBackend } from '../../server-adapter/dist/backends/index.js';
import {
  loadModelPackage,
  modelsDirectory,
  openPredictor,
} from '../../server-adapter/dist/inference/index.js';
import { networkProcesses } from '../support/networkProcesses.mjs';

const MODEL = 'mmdl-demo';
const PROCESSES = 2;
const PAIRS = 15;
const KILLS = 5;
const TIMER_MS = 5;
const deadlineMs = 60_000;
const signal = new AbortController().signal;

export async function bench() {
  const models = modelsDirectory();
  const { manifest, digest } = await loadModelPackage(MODEL, models);
  const request = await requestOf(manifest);
  const backend = await openEmbeddedBackend({ models, processes: PROCESSES });
  await untilReady(backend);
  let sent;
  const infer = (call, options) =>
    backend.infer(MODEL, { request: call, deadlineMs, signal: options?.signal ?? signal });
  const predictor = remotePredictor(
    { infer: (_, call, options) => infer((sent = call), options) },
    { manifest, digest },
    'bench',
  );
  try {
    return {
      model: MODEL,
      processes: PROCESSES,
      ...(await overhead(predictor, request)),
      ...(await wakefulness(() => infer(sent))),
      ...(await recovery(predictor, request)),
    };
  } finally {
    await backend.close();
  }
}

/** No check is to keep the model from running. */
async function requestOf(manifest) {
  const { ct, mask } = cohortCase(1, 0);
  const image = {
    grid: ct.grid,
    acquisition: {},
    readRegion: async (box) => cropVolume(ct, box),
  };
  const source = {
    label: 'Lesion',
    trackingUid: '2.25.1',
    segmentation: { kind: 'nifti', segmentNumber: 1 },
  };
  const request = await preparePrediction(image, mask, source, {}, manifest);
  return { ...request, showWithheld: true };
}

function untilReady(backend) {
  return new Promise((resolve) => {
    const look = () => {
      if (backend.models().every(({ state }) => state === 'ready')) resolve();
    };
    backend.onModelsChanged(look);
    look();
  });
}

/** Whole predictions, here and through a process, in turn. */
async function overhead(predictor, request) {
  // As many threads as a process has.
  const threads = Math.max(1, Math.floor(availableParallelism() / PROCESSES));
  const local = await openPredictor({ id: MODEL, models: modelsDirectory() }, { threads });
  const times = { here: [], process: [] };
  for (let n = -3; n < PAIRS; n++) {
    const here = await timed(() => local.predict(request));
    const process = await timed(() => predictor.predict(request));
    if (n < 0) continue;
    times.here.push(here);
    times.process.push(process);
  }
  await local.release();
  const ratios = times.here.map((ms, n) => times.process[n] / ms);
  return {
    hereMs: round(median(times.here)),
    inProcessMs: round(median(times.process)),
    ratio: round(median(ratios)),
  };
}

/**
 * How late timers of this process are while every place is taken and more wait; ms. What is sent was
 * made before: this is the server's part, not the client's.
 */
async function wakefulness(call) {
  const late = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(now - last - TIMER_MS);
    last = now;
  }, TIMER_MS);
  const client = async () => {
    for (let n = 0; n < 5; n++) await call();
  };
  await Promise.all(Array.from({ length: 4 * PROCESSES }, client));
  clearInterval(timer);
  late.sort((a, b) => a - b);
  return { timerLateP99Ms: round(late[Math.floor(late.length * 0.99)]) };
}

/** From a kill, and from giving up a run that does not end, until every place answers again. */
async function recovery(predictor, request) {
  const killed = [];
  let lost = 0;
  for (let n = 0; n < KILLS; n++) {
    const [victim] = networkProcesses();
    const running = Array.from({ length: PROCESSES }, () =>
      predictor.predict(request).catch(() => lost++),
    );
    const ms = await timed(async () => {
      process.kill(victim, 'SIGKILL');
      await Promise.all(running);
      await untilWhole(victim, predictor, request);
    });
    killed.push(ms);
  }
  const cancelled = [];
  for (let n = 0; n < KILLS; n++) {
    const [hanging] = networkProcesses();
    process.kill(hanging, 'SIGSTOP');
    const controllers = Array.from({ length: PROCESSES }, () => new AbortController());
    const running = controllers.map(({ signal }) =>
      predictor.predict(request, { signal }).catch(() => undefined),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const controller of controllers) controller.abort();
    cancelled.push(
      await timed(async () => {
        await Promise.all(running);
        await untilWhole(hanging, predictor, request);
      }),
    );
  }
  return {
    kills: KILLS,
    runsLostPerKill: round(lost / KILLS),
    wholeAfterKillMs: round(Math.max(...killed)),
    wholeAfterCancellingWhatHangsMs: round(Math.max(...cancelled)),
  };
}

async function untilWhole(gone, predictor, request) {
  for (;;) {
    const alive = networkProcesses();
    if (alive.length === PROCESSES && !alive.includes(gone)) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await Promise.all(Array.from({ length: PROCESSES }, () => predictor.predict(request)));
}

async function timed(action) {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const round = (value) => Number(value.toPrecision(3));
