/**
 * What the full test suite needs beside npm: a browser, a PACS, the SR validators and Redis, all from Debian.
 * Installed when we may (root); named when we may not.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian package → a file or command that proves it is there. */
const NEEDED = {
  chromium: process.env.MP_CHROMIUM ?? '/usr/bin/chromium',
  orthanc: '/usr/sbin/Orthanc',
  'orthanc-dicomweb': '/usr/share/orthanc/plugins/libOrthancDicomWeb.so',
  dicom3tools: '/usr/bin/dciodvfy',
  dcmtk: '/usr/bin/dsrdump',
  'libpixelmed-java': '/usr/share/java/pixelmed.jar',
  'pixelmed-apps': '/usr/share/doc/pixelmed-apps',
  'default-jre-headless': '/usr/bin/java',
  'redis-server': '/usr/bin/redis-server',
};

function missingPackages() {
  return Object.entries(NEEDED)
    .filter(([, proof]) => !existsSync(proof))
    .map(([name]) => name);
}

export function installCommand(packages) {
  return `apt-get install --no-install-recommends -y ${packages.join(' ')}`;
}

/** Installs what is missing where that is possible. Returns the names of what is missing still. */
export function ensureDebianPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return [];
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return missing;
  console.log(`Installing ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  execFileSync('apt-get', ['install', '--no-install-recommends', '-y', '-q', ...missing], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  return missingPackages();
}
