/**
 * The example of the package's README, as it stands there.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { startReferenceServer, type ReferenceServer } from './referenceServer.js';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startReferenceServer(['deep-radscore-demo']);
});
afterAll(() => server.close());

async function runExample(...args: string[]) {
  const readme = await readFile('oip-client/README.md', 'utf8');
  const example = /```js\n([^]*?)```/.exec(readme)![1]!;
  return promisify(execFile)(process.execPath, [
    '--input-type=module',
    '-e',
    example,
    'example.mjs',
    ...args,
  ]);
}

test('prints a model’s outputs', async () => {
  const { stdout } = await runExample(server.url, 'deep-radscore-demo');
  expect(stdout).toMatch(/^probabilities \[ 1, 10 \] Float32Array\(10\) \[\n?\s*0\.\d/);
});

test('says why there are none', async () => {
  await expect(runExample(server.url, 'no-such-model')).rejects.toMatchObject({
    code: 1,
    stderr: 'not-found: no model no-such-model\n',
  });
});
