import { setInterval } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { MutationPredictionError, toPlainError } from '@mutation-prediction/core';
import { segmentationFile } from '../case/writeReport.js';
import { writeOutput } from '../case/writeOutput.js';
import { reportsIn, storeReports } from '../prediction-cases/caseRunner.js';
import type { CaseOutcome, CaseTask, ModelOutcome } from '../prediction-cases/predictCase.js';
import type { PredictionRunners } from '../prediction-cases/predictCases.js';
import { unforeseen } from '../prediction-cases/unforeseen.js';
import { withPassingFolder } from '../processes/passingFolder.js';
import { idOf, jobOf, type CaseJob } from './caseJob.js';
import { jobOptions, listenTo, openQueue } from './caseQueue.js';
import { openOutcome, type JobOutcome, type ReturnedFile } from './jobOutcome.js';
import type { RedisServer } from './redisServer.js';
import type { Reader } from './sealedText.js';

export interface QueueRunnersOptions {
  readonly redis: RedisServer;
  /** What workers call the place of the cases. */
  readonly source: string;
  /** Who opens the results. */
  readonly reader: Reader;
  /** From 1, soonest, on; those without go first. */
  readonly priority?: number;
  /** Cases in the queue at once: it never holds more, however large the cohort. */
  readonly atOnce?: number;
}

/** Runs cases by a queue's workers. */
export interface QueueRunners extends PredictionRunners {
  /**
   * Lets go of the queue, and takes back what waits there, unless it is being drained. Cases that workers have begun
   * go on.
   */
  close(): Promise<void>;
}

const AT_ONCE = 1000;
/** Between two looks at all that is in the queue: for what an event did not tell, or a restart forgot. */
const LOOK_MS = 3000;
const QUESTIONS_AT_ONCE = 50;
const PAGE = 100;
/** A server that has gone is not waited for, ms. */
const CLOSE_MS = 8000;

/** A case that is waited for, and what is known of it. */
class Waiting {
  readonly found: Promise<CaseOutcome | JobOutcome>;
  answer!: (found: CaseOutcome | JobOutcome) => void;
  giveUp!: (error: Error) => void;
  /** It was seen in the queue, or put there, by this run. */
  isQueued = false;
  isLookedAt = false;
  /** Something happened to it while it was looked at. */
  isToLookAgain = false;

  constructor(readonly job: CaseJob) {
    this.found = new Promise((resolve, reject) => {
      this.answer = resolve;
      this.giveUp = reject;
    });
    // Whoever waits hears of it.
    this.found.catch(() => undefined);
  }
}

/**
 * Opens runners that queue each case and wait for what a worker makes of it. Whatever the queue forgets is queued
 * again; what workers did for an earlier run of the same reader is taken and not done again.
 *
 * @throws MutationPredictionError `queue-unavailable`
 */
export async function openQueueRunners({
  redis,
  source,
  reader,
  priority,
  atOnce = AT_ONCE,
}: QueueRunnersOptions): Promise<QueueRunners> {
  const opened = await openQueue(redis);
  const { queue } = opened;
  const waiting = new Map<string, Waiting>();
  /** Put into the queue, and neither answered nor taken back. */
  const queued = new Set<string>();
  let isOver = false;
  let isDrained = false;

  /** Brings one case as far as it can be brought now; may be called at any time, any number of times. */
  async function look(id: string): Promise<void> {
    const one = waiting.get(id);
    if (!one || isOver) return;
    if (one.isLookedAt) {
      one.isToLookAgain = true;
      return;
    }
    one.isLookedAt = true;
    one.isToLookAgain = false;
    try {
      const job = await queue.getJob(id);
      if (!job) await add(id, one);
      else if (job.finishedOn === undefined) isIn(id, one);
      else {
        const found = job.data.outcome && openOutcome(job.data.outcome, reader, id);
        const isFailed = await job.isFailed();
        // Failures are tried again by each run, but one that this run has waited for is an answer.
        if (isFailed && one.isQueued) one.answer(found || lost(job.failedReason));
        else if (found && !isFailed && (await job.isCompleted())) one.answer(found);
        else {
          await job.remove();
          await add(id, one);
        }
      }
    } catch {
      // The queue cannot be reached now, or the job has just changed: there will be another look.
    } finally {
      one.isLookedAt = false;
      if (one.isToLookAgain) void look(id);
    }
  }

  async function add(id: string, one: Waiting): Promise<void> {
    if (await opened.isDraining()) {
      isDrained = true;
      one.giveUp(new MutationPredictionError('cancelled.draining'));
      return;
    }
    await queue.add('case', one.job, jobOptions(id, priority));
    isIn(id, one);
  }

  function isIn(id: string, one: Waiting): void {
    one.isQueued = true;
    queued.add(id);
  }

  /** A run that was killed may have kept results without taking them away. */
  async function removeTaken(): Promise<void> {
    for (let start = 0; ;) {
      const page = await queue.getCompleted(start, start + PAGE - 1);
      const own = page.filter(({ data }) => data.reader === reader.publicKey);
      await Promise.all(own.map((job) => job.remove()));
      if (page.length < PAGE) return;
      start += PAGE - own.length;
    }
  }

  async function letGo(): Promise<void> {
    const takenBack = isDrained ? [] : [...queued];
    await pMap(takenBack, (id) => queue.remove(id).catch(() => undefined), {
      concurrency: QUESTIONS_AT_ONCE,
    });
    if (queued.size === 0) await removeTaken();
    await events.close();
    await opened.close();
  }

  const jobFor = (task: CaseTask) =>
    jobOf(task, {
      source,
      reader: reader.publicKey,
      report: task.archive || task.models.some(({ report }) => report) ? 'returned' : 'none',
    });

  const lookAtAll = () =>
    pMap([...waiting.keys()], look, { concurrency: QUESTIONS_AT_ONCE }).catch(() => undefined);
  const events = await listenTo(opened, (id) => void look(id));
  const timer = setInterval(() => void lookAtAll(), LOOK_MS);

  return {
    count: atOnce,
    start: () => ({
      run: async (task) => {
        const job = jobFor(task);
        const id = idOf(job);
        // The same contours may lie in two places: they are one case to the queue.
        const one = waiting.get(id) ?? new Waiting(job);
        waiting.set(id, one);
        void look(id);
        try {
          const found = await one.found;
          queued.delete(id);
          return 'outcome' in found ? await received(found, task) : found;
        } finally {
          waiting.delete(id);
        }
      },
      taken: async (task) => {
        const id = idOf(jobFor(task));
        // What failed stays, for people to see and to try again.
        await queue
          .getJob(id)
          .then(async (job) => (await job?.isCompleted()) && job?.remove())
          .catch(() => undefined);
      },
      end: () => {
        for (const one of waiting.values())
          one.giveUp(new MutationPredictionError('cancelled.run'));
      },
    }),
    close: async () => {
      isOver = true;
      clearInterval(timer);
      const late = new AbortController();
      await Promise.race([letGo(), pause(CLOSE_MS, undefined, late)]).catch(() => undefined);
      late.abort();
      void events.disconnect().catch(() => undefined);
      opened.redis.disconnect();
    },
  };
}

/** A job without an outcome: its workers ended before they could leave one. */
function lost(reason: string): CaseOutcome {
  const error = /stalled/.test(reason)
    ? new MutationPredictionError('worker-failed.ended')
    : unforeseen(reason);
  return { error: toPlainError(error, unforeseen) };
}

/** Puts the files where they belong, in the archive too where there is one. */
async function received({ outcome, files }: JobOutcome, task: CaseTask): Promise<CaseOutcome> {
  if ('error' in outcome || files.length === 0) return outcome;
  return withPassingFolder(async (folder) => {
    const { models } = task.archive ? reportsIn(task, folder) : task;
    const written = await Promise.all(
      outcome.models.map(async (model): Promise<ModelOutcome> => {
        const report = models.find(({ id }) => id === model.modelId)?.report;
        const own = files.filter(({ modelId }) => modelId === model.modelId);
        if (report === undefined || own.length === 0) return model;
        try {
          return { ...model, written: await writeFiles(own, report) };
        } catch (error) {
          return { ...model, reportError: toPlainError(error, unforeseen) };
        }
      }),
    );
    return task.archive ? await storeReports(written, task.archive, folder) : { models: written };
  });
}

/** In the order in which they were written: a report comes after what it refers to. */
async function writeFiles(files: readonly ReturnedFile[], report: string): Promise<string[]> {
  const written: string[] = [];
  for (const { kind, content } of files) {
    const file = kind === 'report' ? report : segmentationFile(report);
    await writeOutput(file, Buffer.from(content, 'base64'));
    written.push(file);
  }
  return written;
}
