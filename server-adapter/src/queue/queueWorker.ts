import os from 'node:os';
import type { Redis } from 'ioredis';
import { UnrecoverableError, Worker, type Job } from 'bullmq';
import {
  MutationPredictionError,
  toPlainError,
  type PlainError,
  type TrustedKey,
} from '@mutation-prediction/core';
import type { CaseRunner } from '../cohort/casePool.js';
import type { ModelServer } from '../inference/modelServer.js';
import { readModel } from '../inference/openPredictor.js';
import { fileScanner } from '../parsing/scan.js';
import type { CaseOutcome, CaseTask } from '../prediction-cases/predictCase.js';
import { isPassing, threadedRunner } from '../prediction-cases/predictCases.js';
import { unforeseen } from '../prediction-cases/unforeseen.js';
import { jobDataSchema, type JobData } from './caseJob.js';
import { isCancelled, QUEUE } from './caseQueue.js';
import { openSource, type CaseSource } from './caseSource.js';
import { sealOutcome } from './jobOutcome.js';
import { connectRedis, type RedisServer } from './redisServer.js';
import { failureOf, runJob, type JobMeans } from './runJob.js';
import type { Sources } from './sources.js';

export interface WorkerOptions {
  readonly redis: RedisServer;
  readonly sources: Sources;
  /** Folder of the model packages. */
  readonly models: string;
  readonly trustedKeys?: readonly TrustedKey[];
  /** Where the networks run; here unless given. */
  readonly server?: ModelServer;
  /** Cases at a time. */
  readonly concurrency: number;
  /** Processors that one network may use. */
  readonly threads: number;
  /** How long after its worker's end a case is given to another, ms; a few seconds more in practice. */
  readonly takeOverMs: number;
  /** Called for each run of a case. */
  readonly onCase?: (news: WorkerNews) => void;
  /** The queue cannot be reached, or can be again. */
  readonly onQueue?: (isThere: boolean) => void;
}

/** What became of a run; nothing of whom it was of. */
export interface WorkerNews {
  readonly id: string;
  readonly source: string;
  /** The reason's name, where it failed. */
  readonly failure?: string;
  readonly ms: number;
}

export interface RunningWorker {
  /** Takes nothing more and resolves once what runs is done. */
  stop(): Promise<void>;
}

/**
 * Times that the worker of a case may end under it before the case is held to be why. Workers that are killed
 * for other reasons hit the same case as often only by rare chance.
 */
const STOPPED_WORKERS = 4;
/** Between two looks whether a job that runs is to be ended, ms. */
const CANCEL_MS = 1000;

/**
 * Works on the queue's cases until it is stopped. Cases run on threads, their files are read in processes: this
 * thread stays free to tell the queue that they are still worked on.
 *
 * @throws MutationPredictionError `queue-unavailable`, `no-ct` when a source's folder cannot be read
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { concurrency, takeOverMs, onCase, onQueue } = options;
  const redis = await connectRedis(options.redis);
  const { models, server, threads } = options;
  const runner = { models, threads, ...(server && { server }) };
  const { means, close } = await openMeans(options).catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  const idle = Array.from({ length: concurrency }, () => threadedRunner(runner));
  const runners = [...idle];

  async function work(job: Job<JobData, null>, token = ''): Promise<null> {
    const started = performance.now();
    const failure = await runWith(job, token, { means, idle, redis, lockMs: takeOverMs });
    const ms = Math.round(performance.now() - started);
    const source = String(job.data.source);
    onCase?.({ id: job.id ?? '', source, ms, ...(failure && { failure: failure.reason }) });
    if (!failure) return null;
    // What stands here is seen by all who see the queue.
    const isOver = failure.code === 'cancelled' || !isPassing(failure);
    throw isOver ? new UnrecoverableError(failure.reason) : new Error(failure.reason);
  }

  const worker = new Worker<JobData, null>(QUEUE, work, {
    connection: redis,
    name: `${os.hostname()}:${process.pid}`,
    concurrency,
    lockDuration: takeOverMs,
    stalledInterval: Math.max(500, Math.round(takeOverMs / 3)),
    maxStalledCount: STOPPED_WORKERS - 1,
  });
  let isThere = true;
  const tell = (now: boolean) => {
    if (now !== isThere) onQueue?.(now);
    isThere = now;
  };
  worker.on('error', () => tell(redis.status === 'ready'));
  redis.on('ready', () => tell(true));
  redis.on('close', () => tell(false));
  await worker.waitUntilReady();
  return {
    stop: async () => {
      await worker.close();
      redis.removeAllListeners('close');
      redis.disconnect();
      for (const runner of runners) runner.end();
      close();
    },
  };
}

async function openMeans(
  options: WorkerOptions,
): Promise<{ readonly means: JobMeans; close(): void }> {
  const { models, server, trustedKeys = [] } = options;
  const scanner = fileScanner();
  const sources = new Map<string, CaseSource>();
  try {
    for (const [name, source] of options.sources) {
      sources.set(name, await openSource(name, source, (files) => scanner.scan(files)));
    }
  } catch (error) {
    scanner.close();
    throw error;
  }
  const digests = new Map<string, Promise<string>>();
  const digestOf = (id: string) => {
    const reading =
      digests.get(id) ??
      readModel({ id, models, ...(server && { server }), trustedKeys }).then(
        ({ digest }) => digest,
      );
    digests.set(id, reading);
    // A server that did not answer may the next time.
    reading.catch(() => digests.delete(id));
    return reading;
  };
  return { means: { sources, digestOf }, close: () => scanner.close() };
}

interface Workplace {
  readonly means: JobMeans;
  readonly idle: CaseRunner<CaseTask, CaseOutcome>[];
  readonly redis: Redis;
  readonly lockMs: number;
}

/** Runs a job on a runner that is idle, and leaves its outcome with it. */
async function runWith(
  job: Job<JobData, null>,
  token: string,
  { means, idle, redis, lockMs }: Workplace,
): Promise<PlainError | undefined> {
  const parsed = jobDataSchema.safeParse(job.data);
  if (!parsed.success)
    return { code: 'invalid-request', reason: 'invalid-request.job', values: {} };
  const runner = idle.pop();
  if (!runner) throw new TypeError('More jobs than runners.');
  let isEnded = false;
  const timer = setInterval(() => {
    void isCancelled(redis, job.id ?? '').then(
      (itIs) => {
        if (!itIs || isEnded) return;
        isEnded = true;
        runner.end();
      },
      () => undefined,
    );
  }, CANCEL_MS);
  try {
    const found = await runJob(parsed.data, means, runner);
    if (isEnded) throw new MutationPredictionError('cancelled.run');
    await leaveOutcome(job, token, lockMs, {
      ...parsed.data,
      outcome: sealOutcome(found, parsed.data.reader, job.id ?? ''),
    });
    return failureOf(found);
  } catch (error) {
    return toPlainError(error, unforeseen);
  } finally {
    clearInterval(timer);
    idle.push(runner);
  }
}

/** Not where another worker has taken the job over meanwhile: its outcome stands. */
async function leaveOutcome(
  job: Job<JobData, null>,
  token: string,
  lockMs: number,
  data: JobData,
): Promise<void> {
  if ((await job.extendLock(token, lockMs)) !== 1) throw new Error('taken over');
  await job.updateData(data);
}
