import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { MutationPredictionError } from '@mutation-prediction/core';
import * as tar from 'tar';
import { treeDigest } from './treeDigest.js';

/** An npm package, the Subresource Integrity string of its tarball, and what is made of it. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  /** `treeDigest` of the unpacked `dist` with its compressed copies. */
  readonly contents: string;
}

/** The npm tarballs of @ohif/app, each with a complete, built viewer in `dist/`, that the plugin is tested in. */
export const OHIF_PACKAGES = {
  '3.12.10': pinned(
    '3.12.10',
    'sha512-0kuF66Mq9c9dMD++bUsTjMrJpXJwaZhz9B4uS244DawAjSkTwIYFU93pxPuRUQixaRi7QAHlF3Fe1qudBlZrmA==',
    'sha256:fc4334b2251f27bd00c811292df1caed3fb7cc75629bfc0c3a5a55dc9e9836b7',
  ),
  '3.13.2': pinned(
    '3.13.2',
    'sha512-WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA==',
    'sha256:de04508ebb4035f649abc7e0279bb6c6f6f03376a1ebbe536a03fa4b7e0933d2',
  ),
  '3.14.0-beta.6': pinned(
    '3.14.0-beta.6',
    'sha512-QwA0talqhh4VlUR+QgT2t8FP7NpX++4s6Z9Cp5VIcta3JMd2zGBPTp/R9t7JaX0Xi1AHAZAJxTv502R+SawaBg==',
    'sha256:e5d7a1acb681835fe07a58b66389b39b3208531b34c89a0e5bbaaab6271c3f53',
  ),
} as const satisfies Readonly<Record<string, PinnedPackage>>;

export type OhifVersion = keyof typeof OHIF_PACKAGES;

/** The newest release; what comes after it is in the making. */
export const OHIF_VERSION: OhifVersion = '3.13.2';

function pinned(version: string, integrity: string, contents: string): PinnedPackage {
  return { name: '@ohif/app', version, integrity, contents };
}

export interface OhifPackageOptions {
  readonly cacheDirectory: string;
  readonly onProgress?: (message: string) => void;
  /** The newest release that is tested unless given. */
  readonly package?: PinnedPackage;
  /** Downloads the tarball into a folder and returns its path; `npm pack` unless a test says other. */
  readonly download?: (pinned: PinnedPackage, directory: string) => Promise<string>;
}

/**
 * Makes sure that the pinned OHIF lies unpacked in the cache and returns its `dist` folder.
 *
 * The tarball's SHA-512 is checked before anything is unpacked, and the folder gets its final name
 * only when it is complete, so an interrupted run leaves nothing that looks finished. What lies in the
 * cache is compared with what was unpacked each time: scripts that somebody changed are not served.
 *
 * @throws MutationPredictionError `viewer-unavailable` (no download), `viewer-hash-mismatch`
 */
export async function fetchOhif(options: OhifPackageOptions): Promise<string> {
  const pinned = options.package ?? OHIF_PACKAGES[OHIF_VERSION];
  const download = options.download ?? npmPack;
  const report = options.onProgress ?? (() => undefined);
  const home = path.join(options.cacheDirectory, `ohif-${pinned.version}`);
  const dist = path.join(home, 'dist');
  if (await exists(dist)) {
    if (await isIntact(dist, pinned)) return dist;
    report(`OHIF ${pinned.version} in ${home} was changed: fetching it again`);
    await rm(home, { recursive: true });
  }

  await mkdir(options.cacheDirectory, { recursive: true });
  const workshop = await mkdtemp(path.join(options.cacheDirectory, 'ohif-fetch-'));
  try {
    const stopClock = reportElapsed(report, `Downloading OHIF ${pinned.version} (50 MB, once)`);
    const tarball = await download(pinned, workshop).finally(stopClock);
    await verifyIntegrity(tarball, pinned);
    report(`Unpacking OHIF ${pinned.version}`);
    const unpacked = path.join(workshop, 'package');
    await unpackDist(tarball, unpacked);
    await precompress(path.join(unpacked, 'dist'));
    if (!(await isIntact(path.join(unpacked, 'dist'), pinned))) throw mismatch(pinned, 'sha256');
    await renameUnlessThere(unpacked, home);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return dist;
}

/** `npm pack`, so that the user's registry, proxy and credentials settings apply. */
async function npmPack(pinned: PinnedPackage, directory: string): Promise<string> {
  const specifier = `${pinned.name}@${pinned.version}`;
  const onWindows = process.platform === 'win32';
  try {
    await promisify(execFile)('npm', ['pack', specifier, '--silent', '--prefer-offline'], {
      cwd: directory,
      shell: onWindows,
    });
  } catch (cause) {
    throw new MutationPredictionError(
      'viewer-unavailable.not-downloaded',
      { version: pinned.version, problem: lastLine(cause) },
      { cause },
    );
  }
  const tarball = (await readdir(directory)).find((name) => name.endsWith('.tgz'));
  if (!tarball) {
    const { version } = pinned;
    throw new MutationPredictionError('viewer-unavailable.nothing-downloaded', { version });
  }
  return path.join(directory, tarball);
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  const lines = (stderr?.trim() || message).split('\n').filter((line) => !/warn/i.test(line));
  return (lines.at(-1) ?? message).replace(/^npm (error|ERR!)\s*/i, '').replace(/\.$/, '');
}

async function verifyIntegrity(tarball: string, pinned: PinnedPackage): Promise<void> {
  const [algorithm = '', expected] = pinned.integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(tarball), hash);
  if (hash.digest('base64') === expected) return;
  throw mismatch(pinned, algorithm);
}

async function isIntact(dist: string, { contents }: PinnedPackage): Promise<boolean> {
  return (await treeDigest(dist)) === contents;
}

function mismatch({ name, version }: PinnedPackage, algorithm: string): MutationPredictionError {
  return new MutationPredictionError('viewer-hash-mismatch.differs', { name, version, algorithm });
}

/** Only the built viewer: sources and source maps are of use to those who debug OHIF itself. */
async function unpackDist(tarball: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await tar.x({
    file: tarball,
    cwd: target,
    strip: 1,
    filter: (name) => name.startsWith('package/dist/') && !name.endsWith('.map'),
  });
}

/** Writes `x.gz` beside every large text or wasm file: compressed once instead of per request. */
async function precompress(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true });
  const compressible = entries.filter((name) => /\.(js|css|wasm|json|jsonc|html)$/.test(name));
  for (const name of compressible) {
    const file = path.join(directory, name);
    await pipeline(createReadStream(file), createGzip(), createWriteStream(`${file}.gz`));
  }
}

/** Two viewers that start at once both fetch; the second finds the first one's folder and uses it. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(await exists(to))) throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** npm shows nothing while it downloads: say that time passes. Returns the function that stops it. */
function reportElapsed(report: (message: string) => void, what: string): () => void {
  const start = Date.now();
  report(`${what} …`);
  const timer = setInterval(
    () => report(`${what} … ${Math.round((Date.now() - start) / 1000)} s`),
    5000,
  );
  return () => clearInterval(timer);
}
