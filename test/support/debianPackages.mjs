/**
 * What the full test suite needs beside npm: a browser, a PACS and the SR validators, all from Debian.
 * Installed when we may (root); named when we may not.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian package → a file or command that proves it is there. */
const NEEDED = {
  chromium: '/usr/bin/chromium',
  orthanc: '/usr/sbin/Orthanc',
  'orthanc-dicomweb': '/usr/share/orthanc/plugins/libOrthancDicomWeb.so',
  dicom3tools: '/usr/bin/dciodvfy',
  dcmtk: '/usr/bin/dsrdump',
  'libpixelmed-java': '/usr/share/java/pixelmed.jar',
  'pixelmed-apps': '/usr/share/doc/pixelmed-apps',
  'default-jre-headless': '/usr/bin/java',
};

export function missingPackages() {
  return Object.entries(NEEDED)
    .filter(([, proof]) => !existsSync(proof))
    .map(([name]) => name);
}

/** Installs what is missing; returns false, after saying what to do, where that is not possible. */
export function ensureDebianPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return true;
  const install = `apt-get install --no-install-recommends -y ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) {
    console.error(
      `The browser, PACS and SR tests need Debian packages. As root, run:\n  ${install}`,
    );
    return false;
  }
  console.log(`Installing ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  execFileSync('apt-get', ['install', '--no-install-recommends', '-y', '-q', ...missing], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  return true;
}
