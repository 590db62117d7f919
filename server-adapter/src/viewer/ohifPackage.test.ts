import { createHash } from 'node:crypto';
import { access, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as tar from 'tar';
import type { OhifPackageOptions } from './ohifPackage.js';
import { fetchOhif } from './ohifPackage.js';

let root: string;
let tarball: string;
let options: OhifPackageOptions & { readonly package: { integrity: string } };
let downloads: number;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'ohif-package-'));
  const dist = path.join(root, 'package/dist');
  await mkdir(dist, { recursive: true });
  await writeFile(path.join(dist, 'index.html'), '<p>viewer</p>');
  await writeFile(path.join(dist, 'app.js.map'), '{}');
  await writeFile(path.join(root, 'package/package.json'), '{}');
  tarball = path.join(root, 'ohif.tgz');
  await tar.c({ gzip: true, file: tarball, cwd: root }, ['package']);

  downloads = 0;
  const digest = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64');
  options = {
    cacheDirectory: path.join(root, 'cache'),
    package: { name: 'viewer', version: '1.2.3', integrity: `sha512-${digest}` },
    download: async (_, directory) => {
      downloads++;
      const copy = path.join(directory, 'ohif.tgz');
      await cp(tarball, copy);
      return copy;
    },
  };
});

afterEach(() => rm(root, { recursive: true }));

const cached = () => readdir(options.cacheDirectory);

describe('fetchOhif', () => {
  it('unpacks the built viewer with a compressed copy of its files, once', async () => {
    const dist = await fetchOhif(options);
    expect((await readdir(dist)).sort()).toEqual(['index.html', 'index.html.gz']);
    const html = await readFile(path.join(dist, 'index.html.gz'));
    expect(gunzipSync(html).toString()).toBe('<p>viewer</p>');
    expect(await fetchOhif(options)).toBe(dist);
    expect(downloads).toBe(1);
    expect(await cached()).toEqual(['ohif-1.2.3']);
  });

  it('unpacks nothing of a package that is not the pinned one', async () => {
    const bytes = await readFile(tarball);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(tarball, bytes);
    await expect(fetchOhif(options)).rejects.toMatchObject({ code: 'viewer-hash-mismatch' });
    expect(await cached()).toEqual([]);
  });

  it('leaves nothing that looks complete when unpacking fails', async () => {
    await writeFile(tarball, 'no tarball at all');
    const digest = createHash('sha512').update('no tarball at all').digest('base64');
    const pinned = { ...options.package!, integrity: `sha512-${digest}` };
    await expect(fetchOhif({ ...options, package: pinned })).rejects.toThrow();
    expect(await cached()).toEqual([]);
  });

  it('says in words that the registry cannot be reached', async () => {
    const registry = process.env['npm_config_registry'];
    process.env['npm_config_registry'] = 'http://127.0.0.1:9/';
    process.env['npm_config_fetch_retries'] = '0';
    try {
      const fetching = fetchOhif({
        cacheDirectory: options.cacheDirectory,
        package: {
          name: '@mutation-prediction/not-published',
          version: '9.9.9',
          integrity: 'sha512-',
        },
      });
      await expect(fetching).rejects.toMatchObject({
        code: 'viewer-unavailable',
        message: expect.stringContaining('could not be downloaded'),
        advice: expect.stringContaining('npm config get registry'),
      });
    } finally {
      delete process.env['npm_config_fetch_retries'];
      if (registry === undefined) delete process.env['npm_config_registry'];
      else process.env['npm_config_registry'] = registry;
    }
    await expect(access(path.join(options.cacheDirectory, 'ohif-9.9.9'))).rejects.toThrow();
  });
});
