/**
 * NVIDIA's own client against our side of the wire, which the reference server is made of, and against
 * our server.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { graphName, startOurServer } from './ourServer.js';
import { startReferenceServer } from './referenceServer.js';

const python = process.env['MP_PYTHON'] ?? 'python3';

async function callsOf(script: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(python, [path.join('test/oip', script), ...args]);
  return JSON.parse(stdout);
}

/** A test where Python has these modules. */
function testWith(modules: string) {
  const { status } = spawnSync(python, ['-c', `import ${modules}`]);
  if (status === 0) return test;
  process.stderr.write(`skipped: no python with ${modules} (MP_PYTHON)\n`);
  return test.skip;
}

testWith('tritonclient.http, ml_dtypes')(
  'tritonclient gets back every datatype that it sends, as binary data and as JSON',
  async () => {
    const server = await startReferenceServer([]);
    try {
      expect(await callsOf('tritonclient_calls.py', server.url)).toEqual({
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

testWith('tritonclient.http, onnxruntime')(
  'tritonclient gets from our server what ONNX Runtime computes in Python',
  async () => {
    const id = 'deep-radscore-demo';
    const server = await startOurServer([id]);
    try {
      const graph = path.join(modelsDirectory(), id, 'model.onnx');
      const { differences, ...others } = (await callsOf(
        'tritonclient_graph.py',
        ...[server.url, graphName(id), graph],
      )) as { differences: number[] };
      expect(differences).toHaveLength(4);
      expect(Math.max(...differences)).toBeLessThanOrEqual(1e-5);
      expect(others).toEqual({ id: 'run-1', ready: [true, false], unknown: '404', shape: '400' });
    } finally {
      await server.stop();
    }
  },
  120_000,
);
