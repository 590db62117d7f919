/** @jest-environment ./test/support/nodeEnvironment.mjs */
import { describeContract } from './contract.js';
import { startReferenceServer, type ReferenceServer } from './referenceServer.js';

const packages = ['deep-radscore-demo', 'mmdl-demo'];
let server: ReferenceServer;

beforeAll(async () => {
  server = await startReferenceServer(packages);
});
afterAll(() => server.close());

describeContract('the reference server', {
  packages,
  compressions: ['gzip', 'deflate'],
  isExact: true,
  url: () => server.url,
});
