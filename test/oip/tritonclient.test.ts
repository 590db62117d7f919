/**
 * NVIDIA's own client against our side of the wire, which the reference server is made of.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { startReferenceServer } from './referenceServer.js';

const python = process.env['MP_PYTHON'] ?? 'python3';
const { status } = spawnSync(python, ['-c', 'import tritonclient.http, ml_dtypes']);
const hasTritonclient = status === 0;
if (!hasTritonclient) {
  process.stderr.write('skipped: no python with tritonclient[http] and ml_dtypes (MP_PYTHON)\n');
}

(hasTritonclient ? test : test.skip)(
  'tritonclient gets back every datatype that it sends, as binary data and as JSON',
  async () => {
    const server = await startReferenceServer([]);
    try {
      const { stdout } = await promisify(execFile)(python, [
        'test/oip/tritonclient_calls.py',
        server.url,
      ]);
      expect(JSON.parse(stdout)).toEqual({
        live: true,
        ready: true,
        modelReady: [true, false],
        server: { name: 'reference', version: '1', extensions: ['binary_tensor_data'] },
        model: { name: 'echo', versions: ['1'], platform: 'test', inputs: [], outputs: [] },
        id: 'run-1',
        unknown: ['404', 'no model no-such-model'],
      });
    } finally {
      await server.close();
    }
  },
  60_000,
);
