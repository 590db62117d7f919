import { Readable } from 'node:stream';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { FastifyRequest } from 'fastify';
import type { JobBoard, JobView } from '../../queue/jobBoard.js';
import { callerOf } from '../access/guard.js';
import type { JobEntry } from '../audit/record.js';
import type { ServerParts } from '../parts.js';
import { Refusal } from '../refusal.js';
import type { App } from './app.js';
import {
  cancelJobSchema,
  jobEventsSchema,
  jobSchema,
  jobSourcesSchema,
  submitJobSchema,
} from './jobSchemas.js';

/** Whoever listens longer shows anew who they are, ms. */
const LISTEN_MS = 600_000;
const QUEUE_RETRY_S = 30;

/** Cases that are predicted in the background, by whatever works on the queue; callers see their own only. */
export function registerJobs(app: App, parts: ServerParts): void {
  const { jobs, backend, trail, settings } = parts;
  const config = { access: 'predict' } as const;
  const listeners = new Map<string, number>();

  const board = (): JobBoard => {
    if (jobs) return jobs;
    throw new Refusal(404, 'This server takes no jobs.');
  };
  const record = async (
    request: FastifyRequest,
    entry: Omit<JobEntry, 'event' | 'request' | 'subject'>,
  ) =>
    trail
      ?.append({ event: 'job', request: request.id, subject: callerOf(request).subject, ...entry })
      .catch((cause: unknown) => {
        throw new Refusal(503, 'The audit trail cannot be written.', { cause });
      });
  const own = async (request: FastifyRequest, id: string): Promise<JobView> => {
    const view = await answered(board().view(id, callerOf(request).subject));
    if (!view) throw unknownJob();
    return view;
  };

  app.post('/api/v1/jobs', { schema: submitJobSchema, config }, async (request, reply) => {
    const { sourceId: source, segmentNumber: segment, ...asked } = request.body;
    const open = board();
    const model = backend
      .models()
      .find(({ digest, metadata }) => digest === asked.modelDigest && !isGraph(metadata.name));
    if (!model) throw new Refusal(404, 'The server has no model of this digest.');
    const { digest, metadata } = model;
    await record(request, { act: 'asked', source, model: metadata.name, digest });
    const view = await answered(
      open.submit(
        {
          source,
          studyInstanceUid: asked.studyUID,
          seriesInstanceUid: asked.seriesUID,
          segmentationUid: asked.segSOPUID,
          ...(segment !== undefined && { segment }),
          model: { id: metadata.name, digest },
        },
        callerOf(request).subject,
      ),
    );
    return reply.code(202).header('location', `/api/v1/jobs/${view.id}`).send(plain(view));
  });

  app.get('/api/v1/job-sources', { schema: jobSourcesSchema, config }, async (request) => {
    const found = await answered(board().segmentationsOf(request.query.studyUID));
    return { sources: [...found].map(([id, segSOPUIDs]) => ({ id, segSOPUIDs })) };
  });

  app.get('/api/v1/jobs/:id', { schema: jobSchema, config }, async (request) =>
    plain(await own(request, request.params.id)),
  );

  app.delete('/api/v1/jobs/:id', { schema: cancelJobSchema, config }, async (request, reply) => {
    const { id } = await own(request, request.params.id);
    await record(request, { act: 'cancelled', job: id });
    await answered(board().cancel(id, callerOf(request).subject));
    return reply.code(204).send();
  });

  app.get(
    '/api/v1/jobs/:id/events',
    // To a HEAD there would be no end.
    { schema: jobEventsSchema, config, exposeHeadRoute: false },
    async (request, reply) => {
      const { id } = await own(request, request.params.id);
      const { subject } = callerOf(request);
      const count = listeners.get(subject) ?? 0;
      if (count >= settings.admission.perUser) {
        throw new Refusal(429, 'You listen to as many jobs as you may.', { retryAfterS: 10 });
      }
      listeners.set(subject, count + 1);
      const gone = new AbortController();
      reply.raw.once('close', () => {
        gone.abort();
        const left = (listeners.get(subject) ?? 1) - 1;
        if (left > 0) listeners.set(subject, left);
        else listeners.delete(subject);
      });
      const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(LISTEN_MS)]);
      return reply
        .type('text/event-stream')
        .send(Readable.from(events(board().changes(id, subject, signal))));
    },
  );
}

/** As the browser's EventSource reads them (HTML, Server-sent events). */
async function* events(changes: AsyncGenerator<JobView | undefined>): AsyncGenerator<string> {
  for await (const view of changes) {
    // A comment, so that proxies see that the connection lives.
    yield view ? `event: job\ndata: ${JSON.stringify(view)}\n\n` : ':\n\n';
  }
}

/** The network alone, which takes tensors: of no use to who has a case. */
const isGraph = (name: string) => name.endsWith('.graph');

const unknownJob = () => new Refusal(404, 'You have no such job here.');

/** Schemas of answers know no readonly lists. */
function plain({ lesions, ...view }: JobView) {
  return {
    ...view,
    ...(lesions && {
      lesions: lesions.map(({ targets, ...lesion }) => ({
        ...lesion,
        ...(targets && { targets: [...targets] }),
      })),
    }),
  };
}

/** Addresses of archives and queues are the site's own business. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (!(cause instanceof MutationPredictionError)) throw cause;
    const { code, reason, message } = cause;
    if (reason === 'no-ct.unknown-source' || code === 'no-segment') throw new Refusal(404, message);
    if (reason === 'queue-unavailable.full') {
      throw new Refusal(503, message, { retryAfterS: QUEUE_RETRY_S });
    }
    if (code === 'no-ct') {
      throw new Refusal(503, 'The archive does not answer as it should.', {
        retryAfterS: QUEUE_RETRY_S,
      });
    }
    throw new Refusal(503, 'The queue does not answer.', { retryAfterS: QUEUE_RETRY_S });
  }
}
