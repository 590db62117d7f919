import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { MutationPredictionError } from '@mutation-prediction/core';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import {
  openQueueControl,
  readSources,
  sourceAt,
  startWorker,
  type RedisServer,
  type Source,
  type WorkerNews,
} from '@mutation-prediction/server-adapter/queue';
import { trustedKeysOf } from '@mutation-prediction/server-adapter/signing';
import { modelServerOf } from '../prediction/modelServerOptions.js';
import { interrupted } from '../terminal/interrupt.js';
import { say } from '../terminal/terminal.js';
import { queueOf } from './queueOptions.js';
import type { ModelServerOptions } from '../prediction/modelServerOptions.js';

export interface WorkerArguments extends ModelServerOptions {
  readonly queue?: string;
  readonly sources?: string;
  readonly source: readonly string[];
  readonly concurrency?: number;
  readonly threads: number;
  /** s */
  readonly takeOver: number;
  readonly models?: string;
  readonly trustedKeys?: string;
  readonly untilEmpty?: true;
  readonly json?: true;
}

/** Works on a queue until it is interrupted; then ends what it has begun. */
export async function runWorker(options: WorkerArguments): Promise<void> {
  const redis = await queueOf(options.queue);
  const sources = await sourcesOf(options);
  const server = await modelServerOf(options);
  const trustedKeys = await trustedKeysOf(options.trustedKeys);
  const { concurrency = availableParallelism(), threads, takeOver } = options;
  const worker = await startWorker({
    redis,
    sources,
    models: modelsDirectory(options.models),
    trustedKeys,
    ...(server && { server }),
    concurrency,
    threads,
    takeOverMs: takeOver * 1000,
    onCase: (news) => say(lineOf(news, options)),
    onQueue: (isThere) =>
      say(isThere ? 'The queue is there again.\n' : 'The queue does not answer; waiting for it.\n'),
  });
  const names = [...sources.keys()].join(', ');
  say(`Working on ${names}, ${concurrency} cases at a time. Ctrl-C stops it.\n`);

  await (options.untilEmpty ? Promise.race([interrupted(), untilEmpty(redis)]) : interrupted());
  say('Stopping: cases that have begun are finished.\n');
  await worker.stop();
}

/** Between two looks, ms. Whoever asks puts cases in by and by, so one look is not enough. */
const LOOK_MS = 5000;
const EMPTY_LOOKS = 2;

/** Resolves once nothing waits, runs or is about to be tried again, for a while. */
async function untilEmpty(redis: RedisServer): Promise<void> {
  const control = await openQueueControl(redis);
  for (let empty = 0; empty < EMPTY_LOOKS;) {
    await pause(LOOK_MS);
    const { waiting, running, delayed } = await control.status();
    empty = waiting + running + delayed === 0 ? empty + 1 : 0;
  }
  await control.close();
}

async function sourcesOf({
  sources: file,
  source: named,
}: WorkerArguments): Promise<ReadonlyMap<string, Source>> {
  const token = process.env['MP_DICOMWEB_TOKEN']?.trim();
  const sources = new Map([
    ...(file === undefined ? [] : await readSources(file)),
    ...named.map((text) => sourceAt(text, token)),
  ]);
  if (sources.size === 0) throw new MutationPredictionError('invalid-parameters.no-sources');
  return sources;
}

function lineOf({ id, source, failure, ms }: WorkerNews, { json }: WorkerArguments): string {
  if (json) return `${JSON.stringify({ id, source, ms, ...(failure && { failure }) })}\n`;
  const end = failure === undefined ? 'done' : `failed (${failure})`;
  return `${id.slice(0, 17)} of ${source}: ${end} in ${(ms / 1000).toFixed(1)} s\n`;
}
