/** Our server, whose graphs are asked as any server's are. */
import { describeContract } from './contract.js';
import { graphName, startOurServer, type OurServer } from './ourServer.js';

const packages = ['deep-radscore-demo', 'mmdl-demo'];
let server: OurServer;

beforeAll(async () => {
  server = await startOurServer(packages);
}, 60_000);
afterAll(() => server.stop(), 60_000);

describeContract('our server', {
  packages,
  modelName: graphName,
  compressions: ['gzip', 'deflate'],
  isExact: true,
  url: () => server.url,
});
