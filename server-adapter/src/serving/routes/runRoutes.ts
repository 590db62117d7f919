import type { FastifyRequest } from 'fastify';
import { callerOf } from '../access/guard.js';
import type { Run } from '../admission/runs.js';
import type { ServerParts } from '../parts.js';
import { Refusal } from '../refusal.js';
import type { App } from './app.js';
import { cancelSchema, runSchema } from './schemas.js';

/** How far a run is, and its end: callers see their own only. */
export function registerRuns(app: App, { runs }: ServerParts): void {
  const config = { access: 'predict' } as const;
  const own = (request: FastifyRequest, id: string): Run<unknown> => {
    const run = runs.find(callerOf(request).subject, id);
    if (!run) throw new Refusal(404, 'You have no such run here.');
    return run;
  };
  app.get('/api/v1/runs/:id', { schema: runSchema, config }, async (request) => {
    const { id } = request.params;
    return { id, ...own(request, id).state() };
  });
  app.delete('/api/v1/runs/:id', { schema: cancelSchema, config }, async (request, reply) => {
    own(request, request.params.id).cancel('cancelled');
    return reply.code(204).send();
  });
}
