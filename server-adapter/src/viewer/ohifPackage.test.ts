import { createHash } from 'node:crypto';
import {
  access,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as tar from 'tar';
import type { OhifPackageOptions } from './ohifPackage.js';
import { fetchOhif } from './ohifPackage.js';

const html = '<p>viewer</p>';
const names = ['index.html', 'index.html.gz'];
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let root: string;
let tarball: string;
let options: OhifPackageOptions;
let downloads: number;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'ohif-package-'));
  const dist = path.join(root, 'package/dist');
  await mkdir(dist, { recursive: true });
  await writeFile(path.join(dist, 'index.html'), html);
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
    package: {
      name: 'viewer',
      version: '1.2.3',
      integrity: `sha512-${digest}`,
      contents: `sha256:${sha256(
        // The compressed copy counts as what it inflates to.
        [html, html].map((text, n) => `${sha256(text)}  ${names[n]}\n`).join(''),
      )}`,
    },
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
    expect((await readdir(dist)).sort()).toEqual(names);
    const compressed = await readFile(path.join(dist, 'index.html.gz'));
    expect(gunzipSync(compressed).toString()).toBe(html);
    expect(await fetchOhif(options)).toBe(dist);
    expect(downloads).toBe(1);
    expect(await cached()).toEqual(['ohif-1.2.3']);
  });

  it.each<[string, (dist: string) => Promise<unknown>]>([
    ['changed', (dist) => writeFile(path.join(dist, 'index.html'), '<p>changed</p>')],
    [
      'changed where it is compressed',
      (dist) => writeFile(path.join(dist, 'index.html.gz'), gzipSync('<p>changed</p>')),
    ],
    ['damaged', (dist) => truncate(path.join(dist, 'index.html.gz'), 12)],
    ['taken away', (dist) => rm(path.join(dist, 'index.html.gz'))],
    ['put beside', (dist) => writeFile(path.join(dist, 'more.js'), '')],
    ['linked', (dist) => symlink(path.join(root, 'package'), path.join(dist, 'more'))],
  ])('fetches it again where a file was %s since', async (_, change) => {
    const dist = await fetchOhif(options);
    await change(dist);
    const said: string[] = [];
    await fetchOhif({ ...options, onProgress: (message) => said.push(message) });
    expect(downloads).toBe(2);
    expect(said[0]).toContain('was changed');
    expect((await readdir(dist)).sort()).toEqual(names);
    expect(await readFile(path.join(dist, 'index.html'), 'utf8')).toBe(html);
    expect(gunzipSync(await readFile(path.join(dist, 'index.html.gz'))).toString()).toBe(html);
    // What a link led to is left alone.
    expect(await readdir(path.join(root, 'package'))).toContain('package.json');
  });

  it('unpacks nothing that is not what was pinned', async () => {
    const pinned = { ...options.package!, contents: `sha256:${sha256('other')}` };
    await expect(fetchOhif({ ...options, package: pinned })).rejects.toMatchObject({
      code: 'viewer-hash-mismatch',
    });
    expect(await cached()).toEqual([]);
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
          contents: 'sha256:',
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
