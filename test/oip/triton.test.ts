/**
 * A real Triton, where one is installed: MP_TRITON is a script that starts it, as
 * `MP_TRITON PACKAGES_DIR HTTP_PORT MODEL_ID…`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OpenInferenceClient } from 'open-inference-client';
import { modelsDirectory } from '@mutation-prediction/server-adapter/inference';
import { describeContract } from './contract.js';

const packages = ['deep-radscore-demo', 'mmdl-demo'];
const tool = process.env['MP_TRITON'];
// It takes this port and the next two; tests of other clones run on this machine too.
const port = 20_000 + 3 * (process.pid % 3000);
const url = `http://127.0.0.1:${port}`;

if (tool !== undefined) {
  let triton: ChildProcess;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'triton-'));
    triton = spawn(tool, [modelsDirectory(), String(port), ...packages], {
      stdio: 'ignore',
      env: { ...process.env, TMPDIR: folder },
    });
    const client = new OpenInferenceClient({ url, retry: false });
    for (let ready = false; !ready && triton.exitCode === null;) {
      ready = await client.serverReady().catch(() => false);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(triton.exitCode).toBe(null);
  }, 600_000);

  afterAll(async () => {
    triton.kill('SIGTERM');
    if (triton.exitCode === null) await once(triton, 'exit');
    await rm(folder, { recursive: true });
  }, 60_000);

  describeContract('Triton', {
    packages,
    compressions: ['gzip', 'deflate'],
    isExact: false,
    url: () => url,
  });
} else {
  process.stderr.write('skipped: no Triton (MP_TRITON is a script that starts one)\n');
  test.skip('Triton', () => undefined);
}
