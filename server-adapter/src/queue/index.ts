/** Cohorts past one machine: cases in a queue on Redis, workers on any host, results to whoever asked. */
export {
  JobBoard,
  type AskedCase,
  type JobBoardOptions,
  type JobState,
  type JobView,
} from './jobBoard.js';
export {
  openQueueControl,
  type FailedCase,
  type QueueControl,
  type QueueStatus,
} from './queueControl.js';
export { openQueueRunners, type QueueRunners } from './queueRunners.js';
export { startWorker, type RunningWorker, type WorkerNews } from './queueWorker.js';
export { openReader, passingReader } from './readerKey.js';
export type { RedisServer } from './redisServer.js';
export { readSources, sourceAt, type Source, type Sources } from './sources.js';
