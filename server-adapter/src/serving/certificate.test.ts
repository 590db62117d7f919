import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { startFakeServer, stopFakeServers } from '../../../test/support/fakeServer.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'certificate-'));
});
afterEach(stopFakeServers);
afterAll(() => rm(folder, { recursive: true }));

const files = (certificate: string, key = certificate) => ({
  'network.certificateFile': path.join(folder, certificate),
  'network.privateKeyFile': path.join(folder, key),
});

/** A certificate for 127.0.0.1 that signs itself, and its key. */
function makeCertificate(name: string): boolean {
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '1', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.pem`)],
  ]);
  if (made.status !== 0) process.stderr.write('skipped: no openssl to make a certificate\n');
  return made.status === 0;
}

test('with a certificate and its key the server speaks HTTPS', async () => {
  if (!makeCertificate('own')) return;
  const { url } = await startFakeServer(files('own.pem', 'own.key'));
  expect(url).toMatch(/^https:/);
  const ca = await readFile(path.join(folder, 'own.pem'));
  const status = await new Promise((resolve, reject) => {
    https
      .get(`${url}/v2/health/ready`, { ca, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', reject);
  });
  expect(status).toBe(200);
});

test('a certificate that cannot be used is refused at the start', async () => {
  const refused = (problem: string) => ({
    code: 'invalid-settings',
    message: expect.stringContaining(problem),
  });
  await expect(startFakeServer(files('missing.pem'))).rejects.toMatchObject(refused('ENOENT'));
  await writeFile(path.join(folder, 'text.pem'), 'no certificate');
  await expect(startFakeServer(files('text.pem'))).rejects.toMatchObject(refused('PEM'));
  if (!makeCertificate('one') || !makeCertificate('other')) return;
  await expect(startFakeServer(files('one.pem', 'other.key'))).rejects.toMatchObject(
    refused('KEY_VALUES_MISMATCH'),
  );
});
