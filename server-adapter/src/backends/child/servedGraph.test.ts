import { encodeInferResponse, tensorFrom } from 'open-inference-client';
import {
  startScriptedServer,
  type ScriptedAnswer,
  type ScriptedServer,
} from '../../../../test/support/scriptedServer.js';
import { openServedGraph } from './servedGraph.js';

const SERVER = { body: '{"name":"triton","version":"2.51","extensions":[]}' };
const MODEL = { body: '{"name":"m","platform":"onnx","inputs":[],"outputs":[]}' };
const P = new Float32Array([0.25, 0.75]);
const ANSWER: ScriptedAnswer = encodeInferResponse({
  modelName: 'm',
  outputs: [tensorFrom('p', 'FP32', [1, 2], P)],
});
const INPUTS = { x: { data: new Float32Array([1]), dims: [1] } };

let server: ScriptedServer;
afterEach(() => server.close());

async function runOn(...answers: ScriptedAnswer[]) {
  server = await startScriptedServer([SERVER, MODEL, ...answers]);
  const { session } = await openServedGraph({ id: 'm' }, server);
  return session.run(INPUTS, undefined, ['p']);
}

test('a connection that the server has closed is tried once more', async () => {
  expect(await runOn('hang-up', ANSWER)).toEqual({ p: { data: P, dims: [1, 2] } });
});

test('a server that is gone is not waited for', async () => {
  await expect(runOn('hang-up')).rejects.toMatchObject({ code: 'server-unreachable' });
  expect(server.received).toHaveLength(4);
});

test('a server that is full is told on at once', async () => {
  await expect(runOn({ status: 503 }, ANSWER)).rejects.toMatchObject({ code: 'server-busy' });
  expect(server.received).toHaveLength(3);
});
