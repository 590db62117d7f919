/**
 * NVIDIA's own client against our side of the wire, which the reference server is made of.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { startFakeServer } from '../support/fakeServer.js';
import { startReferenceServer } from './referenceServer.js';

const python = process.env['MP_PYTHON'] ?? 'python3';
const { status } = spawnSync(python, ['-c', 'import tritonclient.http, ml_dtypes']);
const hasTritonclient = status === 0;
if (!hasTritonclient) {
  process.stderr.write('skipped: no python with tritonclient[http] and ml_dtypes (MP_PYTHON)\n');
}

/** What `echo` says it is, and how its server calls itself and refuses. */
const SERVERS = [
  {
    name: 'the reference server',
    start: async () => {
      const { url, close } = await startReferenceServer([]);
      return { url, stop: close };
    },
    server: { name: 'reference', version: '1', extensions: ['binary_tensor_data'] },
    unknown: 'no model no-such-model',
  },
  {
    name: 'our server',
    start: () => startFakeServer(),
    server: {
      name: 'mutation-prediction',
      version: expect.any(String),
      extensions: ['binary_tensor_data', 'model_repository'],
    },
    unknown: 'There is no such model.',
  },
];

(hasTritonclient ? test : test.skip).each(SERVERS)(
  'tritonclient gets back from $name every datatype that it sends, as binary data and as JSON',
  async ({ start, server, unknown }) => {
    const { url, stop } = await start();
    try {
      const { stdout } = await promisify(execFile)(python, ['test/oip/tritonclient_calls.py', url]);
      expect(JSON.parse(stdout)).toEqual({
        live: true,
        ready: true,
        modelReady: [true, false],
        server,
        model: { name: 'echo', versions: ['1'], platform: 'test', inputs: [], outputs: [] },
        id: 'run-1',
        unknown: ['404', unknown],
      });
    } finally {
      await stop();
    }
  },
  60_000,
);
