import type { ServerParts } from '../parts.js';
import type { App } from './app.js';
import { metricsSchema, modelsSchema, openApiSchema } from './schemas.js';

/** What those who run the server look at. */
export function registerOperation(app: App, { backend, metrics }: ServerParts): void {
  app.get('/api/v1/models', { schema: modelsSchema, config: { access: 'admin' } }, async () =>
    backend.models().map(({ metadata, digest, state, reason }) => ({
      name: metadata.name,
      versions: [...(metadata.versions ?? [])],
      digest,
      state,
      ...(reason !== undefined && { reason }),
    })),
  );
  app.get(
    '/metrics',
    { schema: metricsSchema, config: { access: 'monitor' } },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );
  app.get('/openapi.json', { schema: openApiSchema, config: { access: 'predict' } }, async () => ({
    ...app.swagger(),
  }));
}
