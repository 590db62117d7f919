import { Queue, QueueEvents, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobData } from './caseJob.js';
import { connectRedis, type RedisServer } from './redisServer.js';

/** BullMQ's name of the queue; its keys in Redis begin with `bull:mutation-prediction:`. */
export const QUEUE = 'mutation-prediction';
/** Begins the name of what is set while a job that runs is to be ended. */
const CANCELLED = 'mutation-prediction:cancelled:';
/** A worker sees it within seconds. */
const CANCELLED_S = 3600;
/** Set while nothing more may be added. */
const DRAINING = 'mutation-prediction:draining';

const DAY_S = 24 * 60 * 60;
/** Runs of a case that meet a failure of the moment. */
const ATTEMPTS = 3;
/** A server keeps no more finished events than it takes for those who listen to hear of them. */
const EVENTS = 2000;

export type CasesQueue = Queue<JobData, null, 'case'>;

/** The queue, over a connection that is its own. */
export interface OpenQueue {
  readonly redis: Redis;
  readonly queue: CasesQueue;
  isDraining(): Promise<boolean>;
  setDraining(on: boolean): Promise<void>;
  close(): Promise<void>;
}

/** @throws MutationPredictionError as `connectRedis` */
export async function openQueue(server: RedisServer): Promise<OpenQueue> {
  const redis = await connectRedis(server);
  const queue: CasesQueue = new Queue(QUEUE, {
    connection: redis,
    streams: { events: { maxLen: EVENTS } },
  });
  queue.on('error', () => undefined);
  return {
    redis,
    queue,
    isDraining: async () => (await redis.exists(DRAINING)) === 1,
    setDraining: async (on) => {
      if (on) await redis.set(DRAINING, new Date().toISOString());
      else await redis.del(DRAINING);
    },
    close: async () => {
      await queue.close();
      redis.disconnect();
    },
  };
}

/** Asks whoever runs a job to end it. */
export async function cancelRunning(redis: Redis, id: string): Promise<void> {
  await redis.set(CANCELLED + id, '1', 'EX', CANCELLED_S);
}

export async function isCancelled(redis: Redis, id: string): Promise<boolean> {
  return (await redis.exists(CANCELLED + id)) === 1;
}

/** That it was cancelled is forgotten, so that it can be asked again. */
export async function forgetCancelled(redis: Redis, id: string): Promise<void> {
  await redis.del(CANCELLED + id);
}

/** Hears of jobs that begin and that are finished. */
export async function listenTo(
  { redis }: OpenQueue,
  onFinished: (id: string) => void,
  onBegun: (id: string) => void = () => undefined,
): Promise<Pick<QueueEvents, 'close' | 'disconnect'>> {
  const events = new QueueEvents(QUEUE, { connection: redis });
  events.on('error', () => undefined);
  events.on('active', ({ jobId }) => onBegun(jobId));
  events.on('completed', ({ jobId }) => onFinished(jobId));
  events.on('failed', ({ jobId }) => onFinished(jobId));
  await events.waitUntilReady();
  return events;
}

/**
 * How a case is queued.
 *
 * @param priority from 1, soonest, on; those without go before all that have one
 */
export function jobOptions(id: string, priority: number | undefined): JobsOptions {
  return {
    jobId: id,
    ...(priority !== undefined && { priority }),
    attempts: ATTEMPTS,
    backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
    // Those who asked take their results away; these are of askers that never came back.
    removeOnComplete: { age: 14 * DAY_S },
    removeOnFail: { age: 90 * DAY_S, count: 100_000 },
  };
}
