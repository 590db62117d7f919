/**
 * Our server, over networks in processes of its own, as any other server of the protocol.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import {
  openBackend,
  readSettings,
  startServer,
  type RunningServer,
} from '@mutation-prediction/server-adapter/serving';
import { isSettled, untilModels } from '../serving/backendCases.js';
import { describeContract } from './contract.js';

let server: RunningServer;

beforeAll(async () => {
  const settings = readSettings({
    options: {
      'network.port': '0',
      'logging.level': 'silent',
      'admission.perUser': '100',
      // The suite sends views as JSON, too.
      'admission.jsonBytes': String(2 ** 25),
    },
  });
  const backend = await openBackend(settings);
  await untilModels(backend, isSettled);
  server = await startServer(settings, backend);
}, 120_000);
afterAll(() => server.stop());

describeContract('our server', {
  packages: ['deep-radscore-demo', 'mmdl-demo'],
  modelName: (id) => `${id}.graph`,
  compressions: ['gzip', 'deflate'],
  isExact: true,
  url: () => server.url,
});
