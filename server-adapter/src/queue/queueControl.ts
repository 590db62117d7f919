import type { Job } from 'bullmq';
import type { JobData } from './caseJob.js';
import { openQueue } from './caseQueue.js';
import { nameOf, type RedisServer } from './redisServer.js';

/** What is in the queue, and who works on it. */
export interface QueueStatus {
  /** Host and port of the server. */
  readonly queue: string;
  readonly state: 'open' | 'paused' | 'draining';
  readonly waiting: number;
  readonly running: number;
  /** Failed for the moment, and soon tried again. */
  readonly delayed: number;
  /** Done, and not yet taken by whoever asked. */
  readonly done: number;
  readonly failed: number;
  readonly workers: number;
}

/** A case that failed for good: what its worker may say of it to all. */
export interface FailedCase {
  readonly id: string;
  readonly source: string;
  /** Of a case of a PACS. */
  readonly studyInstanceUid?: string;
  readonly segmentationUid?: string;
  /** SHA-256 of CT and segmentation. */
  readonly content: string;
  readonly models: readonly string[];
  /** The reason's name, e.g. `parsing-stopped.time`. */
  readonly reason: string;
  readonly attempts: number;
  /** ISO 8601. */
  readonly failedAt: string;
}

/** What people may do with a queue. */
export interface QueueControl {
  status(): Promise<QueueStatus>;
  /** Page by page, the latest first. */
  failed(): AsyncGenerator<FailedCase>;
  /**
   * Lets failed cases run again, all unless some are named.
   *
   * @returns how many
   */
  retry(ids?: readonly string[]): Promise<number>;
  /** Workers take nothing more until it is resumed; what they have begun they finish. */
  pause(): Promise<void>;
  /** Nothing more is added until it is resumed; what is in the queue is done. */
  drain(): Promise<void>;
  /** Ends a pause, and a drain. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

const PAGE = 100;

/** @throws MutationPredictionError `queue-unavailable` */
export async function openQueueControl(redis: RedisServer): Promise<QueueControl> {
  const opened = await openQueue(redis);
  const { queue } = opened;

  async function status(): Promise<QueueStatus> {
    const counts = await queue.getJobCounts(
      ...(['wait', 'prioritized', 'active', 'delayed', 'completed', 'failed'] as const),
    );
    const of = (state: string) => counts[state] ?? 0;
    const [isPaused, isDraining, workers] = await Promise.all([
      queue.isPaused(),
      opened.isDraining(),
      queue.getWorkersCount(),
    ]);
    return {
      queue: nameOf(redis),
      state: isDraining ? 'draining' : isPaused ? 'paused' : 'open',
      waiting: of('wait') + of('prioritized'),
      running: of('active'),
      delayed: of('delayed'),
      done: of('completed'),
      failed: of('failed'),
      workers,
    };
  }

  async function* failedJobs(): AsyncGenerator<Job<JobData, null, 'case'>> {
    for (let start = 0; ; start += PAGE) {
      const page = await queue.getFailed(start, start + PAGE - 1);
      yield* page;
      if (page.length < PAGE) return;
    }
  }

  return {
    status,
    async *failed() {
      for await (const job of failedJobs()) yield failedCase(job);
    },
    retry: async (ids) => {
      const jobs = ids ? await Promise.all(ids.map((id) => queue.getJob(id))) : [];
      if (!ids) for await (const job of failedJobs()) jobs.push(job);
      let count = 0;
      for (const job of jobs) {
        if (!job || !(await job.isFailed())) continue;
        await job.retry('failed', { resetAttemptsMade: true });
        count++;
      }
      return count;
    },
    pause: () => queue.pause(),
    drain: () => opened.setDraining(true),
    resume: async () => {
      await opened.setDraining(false);
      await queue.resume();
    },
    close: () => opened.close(),
  };
}

function failedCase({
  id,
  data,
  failedReason,
  attemptsMade,
  finishedOn,
}: Job<JobData>): FailedCase {
  const { source, pacs, content, models } = data;
  return {
    id: id ?? '',
    source,
    ...(pacs && {
      studyInstanceUid: pacs.studyInstanceUid,
      segmentationUid: pacs.segmentation.sopInstanceUid,
    }),
    content,
    models: models.map((model) => model.id),
    reason: /stalled/.test(failedReason) ? 'worker-failed.ended' : failedReason,
    attempts: attemptsMade,
    failedAt: new Date(finishedOn ?? 0).toISOString(),
  };
}
