import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OpenInferenceClient } from 'open-inference-client';

/** A script that starts a real Triton, as `MP_TRITON PACKAGES_DIR HTTP_PORT MODEL_ID…`. */
const tool = process.env['MP_TRITON'];
export const hasTriton = tool !== undefined;

export interface Triton {
  readonly url: string;
  close(): Promise<void>;
}

/** Triton on loopback over all packages of a folder; `undefined`, said aloud, where there is none. */
export async function startTriton(models: string): Promise<Triton | undefined> {
  if (tool === undefined) {
    process.stderr.write('skipped: no Triton (MP_TRITON is a script that starts one)\n');
    return undefined;
  }
  // It takes this port and the next two; tests of other clones run on this machine too.
  const port = 29_000 + 3 * (process.pid % 1000);
  const url = `http://127.0.0.1:${port}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'triton-'));
  const triton = spawn(tool, [models, String(port)], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: folder },
  });
  const client = new OpenInferenceClient({ url, retry: false });
  while (triton.exitCode === null && !(await client.serverReady().catch(() => false))) {
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  if (triton.exitCode !== null) throw new Error(`Triton ended with ${triton.exitCode}.`);
  return {
    url,
    close: async () => {
      triton.kill('SIGTERM');
      if (triton.exitCode === null) await once(triton, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
