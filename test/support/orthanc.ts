import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A real Orthanc PACS on loopback with an empty store of its own. */
export interface Orthanc {
  /** DICOMweb root, e.g. `http://127.0.0.1:41234/dicom-web`. */
  readonly dicomWebUrl: string;
  upload(file: Uint8Array): Promise<void>;
  /** Orthanc's identifiers of all instances it holds. */
  instances(): Promise<string[]>;
  /** The Part 10 bytes of one of them. */
  file(id: string): Promise<Uint8Array>;
  stop(): Promise<void>;
}

const PROGRAM = '/usr/sbin/Orthanc';
const DICOMWEB = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';
export const hasOrthanc = existsSync(PROGRAM) && existsSync(DICOMWEB);

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

export async function startOrthanc(): Promise<Orthanc> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mp-orthanc-'));
  const port = await freePort();
  const configuration = path.join(folder, 'orthanc.json');
  writeFileSync(
    configuration,
    JSON.stringify({
      HttpPort: port,
      HttpBindAddresses: ['127.0.0.1'],
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomServerEnabled: false,
      StorageDirectory: path.join(folder, 'storage'),
      IndexDirectory: path.join(folder, 'index'),
      Plugins: [DICOMWEB],
      DicomWeb: {
        Enable: true,
        Root: '/dicom-web/',
        StudiesMetadata: 'Full',
        SeriesMetadata: 'Full',
      },
    }),
  );
  const server = spawn(PROGRAM, [configuration], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, server);

  const json = async (route: string, init?: RequestInit) => {
    const response = await fetch(url + route, init);
    if (!response.ok) throw new Error(`Orthanc answered ${response.status} to ${route}`);
    return (await response.json()) as unknown;
  };
  return {
    dicomWebUrl: `${url}/dicom-web`,
    async upload(file) {
      await json('/instances', { method: 'POST', body: file as BodyInit });
    },
    async instances() {
      return (await json('/instances')) as string[];
    },
    async file(id) {
      const response = await fetch(`${url}/instances/${id}/file`);
      if (!response.ok) throw new Error(`Orthanc answered ${response.status} to a download`);
      return new Uint8Array(await response.arrayBuffer());
    },
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (server.exitCode !== null) throw new Error(`Orthanc ended with code ${server.exitCode}`);
    const up = await fetch(`${url}/system`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('Orthanc did not answer within 30 s');
}
