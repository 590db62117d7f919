import type { InferenceBackend } from '../backends/backend.js';
import { loopbackAccess } from './access/loopback.js';
import { KeptAnswers } from './admission/keptAnswers.js';
import { Runs } from './admission/runs.js';
import { WaitingRoom } from './admission/waitingRoom.js';
import { buildApp } from './buildApp.js';
import { ServerMetrics } from './operation/serverMetrics.js';
import { readSettings } from './settings/readSettings.js';

/** The routes depend on no model. */
const noModels: InferenceBackend = {
  capacity: 1,
  models: () => [],
  infer: () => Promise.reject(new Error('There is no model.')),
  onModelsChanged: () => () => {},
  close: async () => {},
};

/** The OpenAPI document that every server of this version answers at `/openapi.json`. */
export async function openApiDocument(): Promise<object> {
  const settings = readSettings({ options: { 'logging.level': 'silent' } });
  const room = new WaitingRoom({ capacity: 1, queueLength: 0, perUser: 1 });
  const app = await buildApp({
    settings,
    backend: noModels,
    room,
    access: loopbackAccess([]),
    runs: new Runs(),
    kept: new KeptAnswers(settings.idempotency),
    metrics: new ServerMetrics(room, noModels),
  });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
