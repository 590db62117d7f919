/** What a page pays for the client of the Open Inference Protocol: all of it, bundled, gzip. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import webpack from 'webpack';

const LIMIT_BYTES = 6000;

test('the whole client is at most 6 kB, and needs no other package', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'oip-client-size-'));
  try {
    const modules = await bundle(path.resolve('oip-client/dist/index.js'), folder);
    expect(modules).toContain('./oip-client/dist/client/client.js');
    expect(modules.filter((name) => !name.startsWith('./oip-client/dist/'))).toEqual([]);
    const code = await readFile(path.join(folder, 'client.js'));
    expect(code.toString()).toContain('inference-header-content-length');
    expect(gzipSync(code, { level: 9 }).byteLength).toBeLessThanOrEqual(LIMIT_BYTES);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Returns the modules that went into it. */
function bundle(entry: string, folder: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        target: ['web', 'es2022'],
        entry,
        experiments: { outputModule: true },
        output: { path: folder, filename: 'client.js', library: { type: 'module' }, module: true },
      },
      (error, stats) => {
        const { modules = [], errors = [] } = stats?.toJson({ nestedModules: true }) ?? {};
        if (error || errors.length > 0) return reject(error ?? new Error(errors[0]!.message));
        const all = modules.flatMap((module) => module.modules ?? [module]);
        resolve(all.flatMap(({ name, moduleType }) => (moduleType === 'runtime' ? [] : [name!])));
      },
    );
  });
}
