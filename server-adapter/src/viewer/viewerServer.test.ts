import type { IncomingMessage, Server } from 'node:http';
import http from 'node:http';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { rawRequest } from '../../../test/support/rawRequest.js';
import { FolderStore } from '../dicomweb/folderStore.js';
import type { RunningViewer, ViewerOptions } from './viewerServer.js';
import { buildViewer, startViewer } from './viewerServer.js';

let root: string;
let options: ViewerOptions;
const running: RunningViewer[] = [];

async function start(overrides: Partial<ViewerOptions> = {}): Promise<RunningViewer> {
  const viewer = await startViewer({ ...options, ...overrides });
  running.push(viewer);
  return viewer;
}

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'viewer-'));
  const write = async (name: string, content: string | Uint8Array) => {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  };
  await write('secret.js', 'outside');
  await write('ohif/index.html', '<p>OHIF</p>');
  await write('ohif/app-config.js', 'the one of the package');
  await write('ohif/app.js', 'plain');
  await write('ohif/app.js.gz', gzipSync('compressed'));
  await write('ohif/codec.wasm', '\0asm');
  await write('extension/index.js', 'extension');
  await write('mode/index.js', 'mode');
  await write('extension/models/some-model/model.json', '{}');
  await mkdir(path.join(root, 'studies'));
  options = {
    ohifDirectory: path.join(root, 'ohif'),
    dicomWeb: await FolderStore.open({ directory: path.join(root, 'studies') }),
    plugin: {
      extension: path.join(root, 'extension'),
      mode: path.join(root, 'mode'),
    },
  };
});

afterEach(() => Promise.all(running.splice(0).map((viewer) => viewer.close())));
afterAll(() => rm(root, { recursive: true }));

describe('startViewer', () => {
  it('isolates the origin on every kind of response', async () => {
    const { url } = await start();
    const paths = [
      '/',
      '/app.js',
      '/app-config.js',
      '/a/page',
      '/missing.js',
      '/dicom-web/studies',
      '/dicom-web/x',
    ];
    for (const at of [...paths, '/plugins/mutation-prediction/mode/index.js']) {
      const { headers } = await rawRequest(url, at);
      expect([at, headers]).toEqual([
        at,
        expect.objectContaining({
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-embedder-policy': 'require-corp',
          'cross-origin-resource-policy': 'same-origin',
          'content-security-policy': "frame-ancestors 'self'",
        }),
      ]);
    }
  });

  it('offers the packages of a folder of the user, and serves nothing else of it', async () => {
    const models = path.join(root, 'own-models');
    await mkdir(path.join(models, 'my-cnn3d'), { recursive: true });
    await writeFile(path.join(models, 'my-cnn3d/model.json'), '{"own":1}');
    await writeFile(path.join(models, 'notes.txt'), 'private');
    const { url } = await start({ models });
    const at = '/plugins/mutation-prediction/models';
    const { text } = await rawRequest(url, '/app-config.js');
    expect(text).toContain(`"${at}/my-cnn3d/"`);
    expect(text).not.toContain('some-model');
    expect((await rawRequest(url, `${at}/my-cnn3d/model.json`)).text).toBe('{"own":1}');
    expect((await rawRequest(url, `${at}/notes.txt`)).text).not.toContain('private');
  });

  it('leads to the page that measures the models which the panel offers', async () => {
    const { headers, statusCode } = await rawRequest((await start()).url, '/bench');
    const extension = '/plugins/mutation-prediction/extension';
    expect([statusCode, headers['location']]).toEqual([
      302,
      `${extension}/bench.html?model=${encodeURIComponent(`${extension}/models/some-model/`)}`,
    ]);
  });

  it('refuses a folder without packages', async () => {
    await expect(start({ models: path.join(root, 'studies') })).rejects.toMatchObject({
      code: 'viewer-unavailable',
      message: expect.stringContaining('no model package'),
    });
  });

  it.each([
    ['/', 'text/html', '<p>OHIF</p>'],
    ['/mutation-prediction?StudyInstanceUIDs=1.2', 'text/html', '<p>OHIF</p>'],
    ['/codec.wasm', 'application/wasm', '\0asm'],
    ['/plugins/mutation-prediction/extension/index.js', 'application/javascript', 'extension'],
    [
      '/plugins/mutation-prediction/extension/models/some-model/model.json',
      'application/json',
      '{}',
    ],
  ])('serves %s as %s', async (at, type, content) => {
    const { headers, text } = await rawRequest((await start()).url, at);
    expect(headers['content-type']).toContain(type);
    expect(text).toBe(content);
  });

  it('sends the compressed copy to those who take it', async () => {
    const { url } = await start();
    const packed = await rawRequest(url, '/app.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.payload).toEqual(gzipSync('compressed'));
    expect((await rawRequest(url, '/app.js')).text).toBe('plain');
  });

  it('configures OHIF with the models that are there', async () => {
    const { text } = await rawRequest((await start()).url, '/app-config.js');
    expect(text).toContain('"/plugins/mutation-prediction/extension/models/some-model/"');
  });

  it.each([
    '/missing.js',
    '/plugins/mutation-prediction/nothing',
    '/dicom-web/nothing',
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/plugins/mutation-prediction/extension/../../../../secret.js',
    '/plugins/mutation-prediction/mode/..%2f..%2fsecret.js',
    '/plugins/mutation-prediction/mode/%5c..%5c..%5csecret.js',
  ])('has nothing at %s', async (at) => {
    const { statusCode, text } = await rawRequest((await start()).url, at);
    expect([400, 403, 404]).toContain(statusCode);
    expect(text).not.toContain('outside');
  });

  it('refuses other names for this machine, as DNS rebinding uses them', async () => {
    const { url } = await start();
    const ask = (host: string) => rawRequest(url, '/dicom-web/studies', { headers: { host } });
    expect((await ask('evil.example:80')).statusCode).toBe(421);
    expect((await ask('localhost:80')).statusCode).toBe(200);
    expect((await ask('LocalHost:80')).statusCode).toBe(200);
  });

  it('refuses them too when it was told to listen on LOCALHOST', async () => {
    const { url } = await start({ host: 'LOCALHOST' });
    const headers = { host: 'evil.example' };
    expect((await rawRequest(url, '/', { headers })).statusCode).toBe(421);
  });

  it('holds no connection for good', async () => {
    const app = await buildViewer(options);
    const { requestTimeout, headersTimeout, timeout } = app.server;
    await app.close();
    for (const limit of [requestTimeout, headersTimeout, timeout]) expect(limit).toBeGreaterThan(0);
    expect(headersTimeout).toBeLessThan(60_000);
    expect(timeout).toBeGreaterThan(300_000); // A PACS may take that long.
  });

  it('does not tell where its files are', async () => {
    const ohifDirectory = path.join(root, 'looping');
    await mkdir(ohifDirectory);
    await symlink('loop.js', path.join(ohifDirectory, 'loop.js'));
    const { url } = await start({ ohifDirectory });
    const { statusCode, text } = await rawRequest(url, '/loop.js');
    expect([statusCode, text]).toEqual([500, 'The viewer cannot answer (ELOOP).']);
  });

  describe.each([
    ['a folder', () => options.dicomWeb],
    ['a PACS', () => new URL('http://127.0.0.1:9/dicom-web')],
  ])('over %s', (_, dicomWeb) => {
    it.each([
      [{ 'sec-fetch-site': 'cross-site' }],
      [{ 'sec-fetch-site': 'same-site' }],
      [{ origin: 'https://evil.example' }],
      [{ origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-origin' }],
      [{ origin: 'null' }],
    ])('answers no page elsewhere: %j', async (headers) => {
      const { url } = await start({ dicomWeb: dicomWeb() });
      for (const at of ['/dicom-web/studies', '/%64icom-web/studies']) {
        for (const method of ['GET', 'POST']) {
          const { statusCode, text } = await rawRequest(url, at, { method, headers });
          expect([at, method, statusCode]).toEqual([at, method, 403]);
          expect(text).toContain('Only pages of this viewer');
        }
      }
    });
  });

  it('answers its own pages, and programs that are no browser', async () => {
    const { url } = await start();
    const own = [
      { 'sec-fetch-site': 'same-origin', origin: url },
      { 'sec-fetch-site': 'none' },
      {},
    ];
    for (const headers of own as Record<string, string>[]) {
      const { statusCode } = await rawRequest(url, '/dicom-web/studies', { headers });
      expect([headers, statusCode]).toEqual([headers, 200]);
    }
    const link = { headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await rawRequest(url, '/', link)).statusCode).toBe(200);
  });

  it('says which port is taken and what has not been built', async () => {
    const { url } = await start();
    await expect(start({ port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'viewer-unavailable',
      message: expect.stringContaining('in use'),
    });
    const plugin = { ...options.plugin!, mode: path.join(root, 'nowhere') };
    await expect(start({ plugin })).rejects.toMatchObject({
      code: 'viewer-unavailable',
      advice: expect.stringContaining('npm run build'),
    });
  });
});

describe('a PACS behind the viewer', () => {
  interface Seen {
    readonly url?: string | undefined;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }
  let pacs: Server;
  let seen: Seen[];

  beforeEach(async () => {
    seen = [];
    pacs = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({
          url: request.url,
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        });
        response.writeHead(202, {
          'content-type': 'application/dicom+json',
          warning: '299 - "some"',
        });
        response.end('[]');
      });
    });
    await new Promise<void>((resolve) => pacs.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => pacs.close(resolve)));

  const pacsUrl = (path: string) =>
    new URL(`http://127.0.0.1:${(pacs.address() as AddressInfo).port}${path}`);
  const dicomWebAuthorization = `Basic ${Buffer.from('me:secret!').toString('base64')}`;

  it('gets requests under its own name and path, and answers through the viewer', async () => {
    const dicomWeb = pacsUrl('/orthanc/dicom-web/');
    const viewer = await start({ dicomWeb, dicomWebAuthorization });
    const response = await rawRequest(viewer.url, '/dicom-web/studies?limit=2', {
      method: 'POST',
      headers: {
        authorization: 'Basic of-the-page',
        'content-type': 'multipart/related; boundary=b',
      },
      payload: Buffer.from('a body'),
    });
    expect(response.statusCode).toBe(202);
    expect(response.text).toBe('[]');
    expect(response.headers['warning']).toBe('299 - "some"');
    expect(response.headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ url: '/orthanc/dicom-web/studies?limit=2', body: 'a body' });
    expect(seen[0]!.headers).toMatchObject({
      host: pacsUrl('/').host,
      forwarded: `host=${new URL(viewer.url).host};proto=http`,
      authorization: dicomWebAuthorization,
      'content-type': 'multipart/related; boundary=b',
    });
  });

  it.each([
    ['DELETE', '/studies/1.2', 'multipart/related; boundary=b'],
    ['PUT', '/studies', 'multipart/related; boundary=b'],
    ['PATCH', '/studies', 'multipart/related; boundary=b'],
    ['OPTIONS', '/studies', 'multipart/related; boundary=b'],
    ['POST', '/studies', 'application/x-www-form-urlencoded'],
    ['POST', '/studies', 'text/plain; multipart/related'],
    ['POST', '/studies/1.2/series', 'multipart/related; boundary=b'],
    ['POST', '/studies/1.2/reject/113039^DCM', 'multipart/related; boundary=b'],
    ['POST', '/servers/other/stow', 'multipart/related; boundary=b'],
  ])('is not asked to %s %s as %s', async (method, at, type) => {
    const viewer = await start({ dicomWeb: pacsUrl('/dicom-web') });
    const payload = Buffer.from('a body');
    const headers = { 'content-type': type, 'content-length': `${payload.length}` };
    const response = await rawRequest(viewer.url, `/dicom-web${at}`, { method, headers, payload });
    expect(response.statusCode).toBe(405);
    expect(seen).toEqual([]);
  });

  it('is asked to store into a study', async () => {
    const viewer = await start({ dicomWeb: pacsUrl('/dicom-web') });
    await rawRequest(viewer.url, '/dicom-web/studies/1.2.3', {
      method: 'POST',
      headers: { 'content-type': 'Multipart/Related; type="application/dicom"; boundary=b' },
      payload: Buffer.from('a body'),
    });
    expect(seen).toMatchObject([{ url: '/dicom-web/studies/1.2.3', body: 'a body' }]);
  });

  it.each([
    '/dicom-web/../system',
    '/dicom-web/%2e%2e/system',
    '/dicom-web/..%2fsystem',
    '/dicom-web//evil.example/',
  ])('is not asked for %s', async (at) => {
    const viewer = await start({ dicomWeb: pacsUrl('/dicom-web') });
    await rawRequest(viewer.url, at);
    expect(seen.filter(({ url }) => !url?.startsWith('/dicom-web/'))).toEqual([]);
  });

  it('is named, with the reason, when it does not answer', async () => {
    const url = pacsUrl('/dicom-web');
    const viewer = await start({ dicomWeb: url, dicomWebAuthorization });
    await new Promise((resolve) => pacs.close(resolve));
    const response = await rawRequest(viewer.url, '/dicom-web/studies');
    expect(response.statusCode).toBe(502);
    expect(response.text).toContain(url.origin);
    expect(response.text).toContain('ECONNREFUSED');
    expect(response.text).not.toContain(dicomWebAuthorization);
  });
});
