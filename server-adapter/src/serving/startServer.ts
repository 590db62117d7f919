import { setTimeout as pause } from 'node:timers/promises';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { InferenceBackend } from '../backends/backend.js';
import { openAccess } from './access/openAccess.js';
import { KeptAnswers } from './admission/keptAnswers.js';
import { Runs } from './admission/runs.js';
import { WaitingRoom } from './admission/waitingRoom.js';
import { AuditTrail } from './audit/auditTrail.js';
import { recordModels } from './audit/recordModels.js';
import { buildApp, type AppListeners } from './buildApp.js';
import { logModels } from './operation/modelChanges.js';
import { ServerMetrics } from './operation/serverMetrics.js';
import { openJobs } from './openJobs.js';
import { openTracing } from './operation/tracing.js';
import type { ServerParts } from './parts.js';
import type { App } from './routes/app.js';
import type { Settings } from './settings/settings.js';

export interface RunningServer {
  /** Origin, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Lets what was accepted end, for as long as the settings allow, and frees everything. */
  stop(): Promise<void>;
}

/** Answers that are on their way once all runs have ended get this long, ms. */
const FLUSH_MS = 3000;

/**
 * Serves a backend, which is the server's from now on.
 *
 * @throws MutationPredictionError `invalid-settings`, `invalid-audit-trail`, `server-unavailable`
 */
export async function startServer(
  settings: Settings,
  backend: InferenceBackend,
  listeners?: AppListeners,
): Promise<RunningServer> {
  const release: (() => Promise<void>)[] = [() => backend.close()];
  try {
    const parts = await openParts(settings, backend, release);
    const app = await buildApp(parts, listeners);
    const endLogging = logModels(app.log, backend);
    release.push(async () => endLogging());
    const answersUnderWay = countAnswers(app.server);
    const { host, port } = settings.network;
    const url = await app.listen({ host, port }).catch((cause: NodeJS.ErrnoException) => {
      throw listenError(host, port, cause);
    });
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      parts.room.close();
      parts.jobs?.endChanges();
      await parts.runs.drain(settings.shutdown.drainMs);
      await closeApp(app, answersUnderWay);
      await releaseAll(release);
    };
    return { url, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await releaseAll(release);
    throw error;
  }
}

/** @param release gets what gives back again what was opened, in order of opening */
async function openParts(
  settings: Settings,
  backend: InferenceBackend,
  release: (() => Promise<void>)[],
): Promise<ServerParts> {
  const { queueLength, perUser } = settings.admission;
  const room = new WaitingRoom({ capacity: backend.capacity, queueLength, perUser });
  const access = await openAccess(settings);
  const tracing = await openTracing(settings.tracing);
  if (tracing) release.push(() => tracing.close());
  const trail = await openTrail(settings.audit, backend, release);
  const jobs = await openJobs(settings);
  if (jobs) release.push(() => jobs.close());
  return {
    settings,
    backend,
    room,
    access,
    runs: new Runs(),
    kept: new KeptAnswers(settings.idempotency),
    ...(jobs && { jobs }),
    metrics: new ServerMetrics(room, backend, jobs),
    ...(trail && { trail }),
    ...(tracing && { tracing }),
  };
}

async function openTrail(
  { file }: Settings['audit'],
  backend: InferenceBackend,
  release: (() => Promise<void>)[],
): Promise<AuditTrail | undefined> {
  if (file === undefined) return undefined;
  const trail = await AuditTrail.open(file);
  release.push(() => trail.close());
  await trail.append({ event: 'started' });
  const endRecording = recordModels(trail, backend);
  release.push(async () => {
    endRecording();
    // Whether it can be recorded is known by now, and no reason to stay.
    await trail.append({ event: 'stopped' }).catch(() => {});
  });
  return trail;
}

/** Gives back in the order opposite to that of opening. */
async function releaseAll(release: (() => Promise<void>)[]): Promise<void> {
  for (const give of release.splice(0).reverse()) await give();
}

/** How many answers are under way: neither sent to their end nor given up by who asked. */
function countAnswers(server: App['server']): () => number {
  let count = 0;
  server.on('request', (_request, response) => {
    count++;
    response.once('close', () => count--);
  });
  return () => count;
}

/** Sends what is under way and ends every connection: browsers hold some that never ask anything. */
async function closeApp(app: App, answersUnderWay: () => number): Promise<void> {
  const end = performance.now() + FLUSH_MS;
  const closing = app.close();
  while (answersUnderWay() > 0 && performance.now() < end) await pause(20);
  app.server.closeAllConnections();
  await closing;
}

function listenError(host: string, port: number, cause: NodeJS.ErrnoException) {
  return cause.code === 'EADDRINUSE'
    ? new MutationPredictionError('server-unavailable.port-in-use', { host, port }, { cause })
    : new MutationPredictionError(
        'server-unavailable.cannot-listen',
        { host, port, problem: cause.message },
        { cause },
      );
}
