import { chestPhantom } from '@mutation-prediction/core';
import type { FastifyInstance } from 'fastify';
import fastify from 'fastify';
import { execFileSync } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { rawRequest } from '../../../test/support/rawRequest.js';
import type { WrittenPhantom } from '../viewer/demoStudy.js';
import { writePhantomStudy } from '../viewer/demoStudy.js';
import type { DicomJson } from './dicomJson.js';
import { registerDicomWebService } from './dicomWebService.js';
import { FolderStore } from './folderStore.js';
import { boundaryOf, parseMultipart } from './multipart.js';

/** 30 × 30 pixels: a one-bit frame is 112.5 bytes, so every second one starts within a byte. */
const PHANTOM = { size: [30, 30, 12], nodule: { diameterMm: 80 } } as const;

const golden = path.join(import.meta.dirname, '../../../test/golden/dicomweb');

let root: string;
let phantom: WrittenPhantom;
let app: FastifyInstance;
let origin: string;
let store: FolderStore;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'dicomweb-'));
  phantom = await writePhantomStudy(path.join(root, 'deep/er'), PHANTOM);
  await cp(path.join(golden, 'implicit.dcm'), path.join(root, 'other.bin'));
  await cp(path.join(golden, 'implicit.dcm'), path.join(root, 'a copy of other.bin'));
  await writeFile(path.join(root, 'LICENSE'), 'no DICOM here');
  await writeFile(
    path.join(root, 'damaged.dcm'),
    Buffer.concat([Buffer.alloc(128), Buffer.from('DICM????')]),
  );
  store = await FolderStore.open({ directory: root });
  app = fastify();
  await registerDicomWebService(app, '/dicom-web', store);
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await app.close();
  await rm(root, { recursive: true });
});

const get = (url: string, accept = '*/*') =>
  rawRequest(origin, `/dicom-web${url}`, { headers: { accept } });
const getJson = async (url: string): Promise<DicomJson[]> => (await get(url)).json<DicomJson[]>();
const first = (record: DicomJson | undefined, tag: string) => record?.[tag]?.Value?.[0];

async function getParts(url: string, accept = '*/*'): Promise<Buffer[]> {
  const response = await get(url, accept);
  expect(response.statusCode).toBe(200);
  const boundary = boundaryOf(String(response.headers['content-type'])) ?? '';
  return parseMultipart(response.payload, boundary)!.map(({ body }) => Buffer.from(body));
}

/** Path of the first instance of a modality. */
async function instancePath(modality: string): Promise<string> {
  const [record] = await getJson(`/instances?Modality=${modality}`);
  const [study, series, instance] = ['0020000D', '0020000E', '00080018'].map((t) =>
    first(record, t),
  );
  return `/studies/${study}/series/${series}/instances/${instance}`;
}

describe('opening a folder', () => {
  it('lists DICOM files of any name and depth, and counts what it passes over', () => {
    expect(store.index.studies).toHaveLength(2);
    expect(store.filesPassedOver).toBe(2); // the copy and the damaged file
  });

  describe('with two files of one SOP Instance UID', () => {
    const slice = () =>
      readFile(path.join(import.meta.dirname, '../../../test/golden/dicom/oblique/011.dcm'));
    const report = () => readFile(path.join(golden, 'explicit.dcm'));
    /** A part of Image Position (Patient). */
    const PLACE = '-31.500000';
    const replaced = (file: Buffer, from: string, to: string) => {
      expect(file.includes(Buffer.from(from, 'latin1'))).toBe(true);
      return Buffer.from(file.toString('latin1').replace(from, to), 'latin1');
    };
    const otherPixel = (file: Buffer) => {
      const other = Buffer.from(file);
      other[other.length - 20]! ^= 1;
      return other;
    };
    async function openWith(...files: readonly Buffer[]) {
      const directory = await mkdtemp(path.join(root, '.twice-'));
      for (const [n, bytes] of files.entries())
        await writeFile(path.join(directory, `${n + 1}.dcm`), bytes);
      return FolderStore.open({ directory });
    }

    it.each<[string, () => Promise<Buffer>, (file: Buffer) => Buffer]>([
      ['pixels', slice, otherPixel],
      ['places', slice, (file) => replaced(file, PLACE, PLACE.replace('1', '2'))],
      ['content of a document', report, (file) => replaced(file, '0.70\\7e-1', '0.71\\7e-1')],
    ])('serves none where the %s differ, and names both', async (_, read, change) => {
      const file = await read();
      const opened = await openWith(file, change(file));
      expect(opened.index.studies).toEqual([]);
      const files = [...opened.contradictions.values()].flat();
      expect(files.map((name) => path.basename(name)).sort()).toEqual(['1.dcm', '2.dcm']);
      expect(await opened.store(file)).toMatchObject({ stored: false, reason: 0x0111 });
    });

    it('serves none of any number, also of those that agree', async () => {
      const file = await slice();
      const others = Array.from({ length: 30 }, () => file);
      const opened = await openWith(file, otherPixel(file), ...others);
      expect(opened.index.studies).toEqual([]);
      expect([...opened.contradictions.values()].flat()).toContainEqual(
        expect.stringMatching(/\/32\.dcm$/),
      );
    });

    it.each<[string, () => Promise<Buffer>, (file: Buffer) => Buffer]>([
      ['an attribute of an image', slice, (file) => replaced(file, '018M', '019M')],
      ['what wrote the file', report, (file) => replaced(file, 'PYDICOM 3.0.2', 'PYDICOM 9.9.9')],
    ])('serves one where only %s differs', async (_, read, change) => {
      const file = await read();
      const opened = await openWith(file, change(file));
      expect(opened.contradictions.size).toBe(0);
      expect(opened.filesPassedOver).toBe(1);
      expect(opened.index.studies).toHaveLength(1);
    });
  });

  it('removes what a stopped server left half stored, and nothing newer or else', async () => {
    const directory = await mkdtemp(path.join(root, 'left-'));
    const series = path.join(directory, 'stow/1.2/1.3');
    await mkdir(series, { recursive: true });
    const uuid = '5f0d2c1e-7a59-4d55-9d3a-b0f3a3a1b9d1';
    const old = ['.1.4.dcm.part', `.1.4.dcm.${uuid}.part`, '.mine.part', 'movie.part'];
    for (const name of old) {
      await writeFile(path.join(series, name), '');
      await utimes(path.join(series, name), 0, 0);
    }
    await writeFile(path.join(series, `.1.5.dcm.${uuid}.part`), '');
    await FolderStore.open({ directory });
    const left = ['.mine.part', 'movie.part', `.1.5.dcm.${uuid}.part`];
    expect((await readdir(series)).sort()).toEqual(left.sort());
  });

  it('reads linked files, and waits for no linked pipe', async () => {
    const directory = await mkdtemp(path.join(root, 'linked-'));
    const pipe = path.join(await mkdtemp(path.join(root, '.pipe-')), 'pipe');
    execFileSync('mkfifo', [pipe]);
    await symlink(pipe, path.join(directory, 'a pipe'));
    await symlink('/dev/zero', path.join(directory, 'a device'));
    await symlink(golden, path.join(directory, 'a folder'));
    await symlink(path.join(golden, 'implicit.dcm'), path.join(directory, 'an image'));
    await symlink(path.join(root, 'nowhere'), path.join(directory, 'a broken link'));
    const opened = await FolderStore.open({ directory });
    expect(opened.index.studies).toHaveLength(1);
    expect(opened.filesPassedOver).toBe(1);
  });

  it('counts the files that it has read, and stops when told to', async () => {
    const seen: string[] = [];
    const directory = path.join(root, 'counted');
    await mkdir(directory);
    for (const name of ['a', 'b', 'c']) await writeFile(path.join(directory, name), 'no DICOM');
    const onProgress = (read: number, total: number) => seen.push(`${read} of ${total}`);
    await FolderStore.open({ directory, onProgress });
    expect(seen).toEqual(['1 of 3', '2 of 3', '3 of 3']);
    const stopped = FolderStore.open({ directory, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('refuses a folder that is not there', async () => {
    const opening = FolderStore.open({ directory: path.join(root, 'nowhere') });
    await expect(opening).rejects.toMatchObject({ code: 'folder-unavailable' });
  });
});

describe('QIDO-RS', () => {
  it('describes a study with its counts and modalities', async () => {
    const [study] = await getJson('/studies?PatientName=phantom*&StudyDate=20231231-20240102');
    expect(first(study, '0020000D')).toBe(phantom.studyInstanceUid);
    expect(study?.['00080061']?.Value).toEqual(expect.arrayContaining(['CT', 'SEG']));
    expect(first(study, '00201206')).toBe(2);
    expect(first(study, '00201208')).toBe(13);
  });

  it.each([
    ['/studies', 2],
    ['/studies?ModalitiesInStudy=SEG', 1],
    ['/studies?ModalitiesInStudy=MR', 0],
    ['/studies?limit=1&offset=1', 1],
    ['/series?Modality=CT', 1],
    ['/studies/9.9/series', 0],
    ['/instances', 14],
    ['/instances?SOPClassUID=1.2.840.10008.5.1.4.1.1.66.4', 1],
  ])('%s finds %d', async (url, count) => expect(await getJson(url)).toHaveLength(count));

  it('refuses a key that is no DICOM attribute', async () => {
    expect((await get('/studies?Nonsense=1')).statusCode).toBe(400);
  });
});

describe('WADO-RS', () => {
  it('gives the metadata of a series, pixel data by reference', async () => {
    const series = (await instancePath('CT')).replace(/\/instances.*/, '');
    const metadata = await getJson(`${series}/metadata`);
    expect(metadata).toHaveLength(12);
    const uri = metadata[0]?.['7FE00010']?.BulkDataURI;
    expect(uri).toMatch(/^\/dicom-web\/studies\/.*\/bulkdata\/7FE00010$/);
    expect((await getParts(uri!.replace('/dicom-web', '')))[0]).toHaveLength(30 * 30 * 2);
  });

  it('gives an instance byte for byte, in a part or alone', async () => {
    const file = await readFile(path.join(root, 'other.bin'));
    const url = await instancePath('OT');
    expect(await getParts(url, 'multipart/related; type="application/dicom"')).toEqual([file]);
    expect((await get(url, 'application/dicom')).payload).toEqual(file);
  });

  it('gives all instances of a study', async () => {
    expect(await getParts(`/studies/${phantom.studyInstanceUid}`)).toHaveLength(13);
  });

  it('gives the pixels of a CT slice as the phantom has them', async () => {
    const { ct } = chestPhantom(PHANTOM);
    const slice = (await getJson('/instances?Modality=CT&InstanceNumber=7'))[0];
    const url = new URL(String(first(slice, '00081190'))).pathname.replace('/dicom-web', '');
    const [frame] = await getParts(`${url}/frames/1`);
    const hu = Array.from(ct.data.subarray(6 * 900, 7 * 900));
    expect(Array.from(new Uint16Array(new Uint8Array(frame!).buffer), (v) => v - 1024)).toEqual(hu);
  });

  it('cuts single-bit frames that do not start at a byte', async () => {
    const { nodule } = chestPhantom(PHANTOM);
    const slices = Array.from({ length: 12 }, (_, k) =>
      nodule.data.subarray(k * 900, (k + 1) * 900),
    );
    const shown = slices.filter((slice) => slice.includes(1));
    expect(shown.length).toBeGreaterThan(2);
    const url = `${await instancePath('SEG')}/frames/2,1`;
    const frames = await getParts(url, 'multipart/related; type=application/octet-stream');
    const bits = frames.map((frame) =>
      Uint8Array.from({ length: 900 }, (_, p) => (frame[p >> 3]! >> (p & 7)) & 1),
    );
    expect(bits).toEqual([shown[1], shown[0]].map((slice) => Uint8Array.from(slice!)));
  });

  it('gives a frame without wrapping to whoever asks for that, and says how it is encoded', async () => {
    const url = `${await instancePath('CT')}/frames/1`;
    const [part] = await getParts(url, 'multipart/related; type=application/octet-stream');
    const bare = await get(url, 'application/octet-stream; transfer-syntax=*');
    expect(bare.payload).toEqual(Buffer.from(part!));
    expect(bare.headers['content-type']).toBe(
      'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1',
    );
  });

  it('gives a private value by its BulkDataURI', async () => {
    const url = `${await instancePath('OT')}/bulkdata/00091002`;
    const response = await get(url, 'application/octet-stream');
    expect(response.payload).toEqual(Buffer.alloc(2000));
  });

  it.each([
    ['/frames/2', 404],
    ['/frames/0', 400],
    ['/frames/x', 400],
    ['/bulkdata/00091003', 404],
    ['/bulkdata/00081110/0/00091003', 404],
    ['/rendered', 404],
  ])('answers %s of a CT slice with %d', async (rest, status) => {
    expect((await get((await instancePath('CT')) + rest)).statusCode).toBe(status);
  });

  it.each([
    '/studies/..%2f..%2f..%2fetc',
    '/studies/%2e%2e/metadata',
    '/studies/1.2.3/series/__proto__/metadata',
  ])('finds nothing at %s', async (url) => expect((await get(url)).statusCode).toBe(404));
});

describe('a file that went away', () => {
  it.each(['', '/metadata', '/frames/1', '/bulkdata/7FE00010'])(
    'is missed at %s without telling where it was',
    async (rest) => {
      const directory = await mkdtemp(path.join(root, 'gone-'));
      await cp(path.join(golden, 'implicit.dcm'), path.join(directory, 'gone.dcm'));
      const losing = await FolderStore.open({ directory });
      const [study] = losing.index.studies;
      const [series] = study!.series.values();
      const [uid] = series!.instances.keys();
      await rm(path.join(directory, 'gone.dcm'));
      const ask = `/studies/${study!.studyInstanceUid}/series/${series!.seriesInstanceUid}/instances/${uid}`;

      const service = fastify();
      await registerDicomWebService(service, '/dicom-web', losing);
      const at = await service.listen({ host: '127.0.0.1', port: 0 });
      const { statusCode, text } = await rawRequest(at, `/dicom-web${ask}${rest}`);
      await service.close();
      expect([statusCode, text]).toEqual([500, 'A file of the folder cannot be read (ENOENT).']);
    },
  );

  it('is not taken for another one that is stored under its UID', async () => {
    const directory = await mkdtemp(path.join(root, 'gone-'));
    const file = await readFile(path.join(golden, 'implicit.dcm'));
    await writeFile(path.join(directory, 'gone.dcm'), file);
    const losing = await FolderStore.open({ directory });
    await rm(path.join(directory, 'gone.dcm'));
    expect(await losing.store(file)).toMatchObject({
      stored: false,
      message: 'The stored file cannot be read (ENOENT).',
    });
  });
});

describe('STOW-RS', () => {
  const dicom = { contentType: 'application/dicom' };

  async function stow(bodies: readonly Buffer[], url = '/studies', { contentType } = dicom) {
    const head = `--bound\r\nContent-Type: ${contentType}\r\n\r\n`;
    const parts = bodies.flatMap((body) => [Buffer.from(head), body, Buffer.from('\r\n')]);
    return rawRequest(origin, `/dicom-web${url}`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/related; type="application/dicom"; boundary="bound"' },
      payload: Buffer.concat([...parts, Buffer.from('--bound--\r\n')]),
    });
  }
  /** Of a study of its own: its patient is another than the other file's. */
  const explicit = async () => {
    const file = await readFile(path.join(golden, 'explicit.dcm'), 'latin1');
    return Buffer.from(file.replace('1.2.3\0', '1.2.7\0'), 'latin1');
  };
  const failureReasons = (body: DicomJson, tag = '00081198') =>
    (body[tag]?.Value as DicomJson[] | undefined)?.map((item) => first(item, '00081197'));
  /** The file with another SOP Instance UID of the same length, in data set and file meta. */
  const withUid = (file: Buffer, uid: string) =>
    Buffer.from(file.toString('latin1').replaceAll('1.2.3.4.6', uid), 'latin1');

  it('stores an instance as it is, finds it at once, and takes the same bytes again', async () => {
    const file = await explicit();
    for (const attempt of ['first', 'repeated']) {
      const response = await stow([file], '/studies/1.2.7');
      expect([attempt, response.statusCode]).toEqual([attempt, 200]);
      const [reference] = response.json<DicomJson>()['00081199']!.Value as DicomJson[];
      expect(first(reference, '00081155')).toBe('1.2.3.4.6');
    }
    expect(await readdir(path.join(root, 'stow/1.2.7/1.2.3.4'))).toEqual(['1.2.3.4.6.dcm']);
    expect(await getParts('/studies/1.2.7/series/1.2.3.4/instances/1.2.3.4.6')).toEqual([file]);

    const reopened = await FolderStore.open({ directory: root });
    expect(reopened.index.instance('1.2.3.4.6')).toBeDefined();
  });

  it('refuses other content under a stored SOP Instance UID', async () => {
    const file = await explicit();
    const changed = Buffer.from(file.toString('latin1').replace('ODD 1', 'ODD 2'), 'latin1');
    const response = await stow([changed]);
    expect(response.statusCode).toBe(409);
    expect(failureReasons(response.json())).toEqual([0x0111]);
    expect(response.headers['warning']).toContain('stored already');
    expect(await readFile(path.join(root, 'stow/1.2.7/1.2.3.4/1.2.3.4.6.dcm'))).toEqual(file);
  });

  it('stores what it can, and says what it refused', async () => {
    const response = await stow([withUid(await explicit(), '1.2.3.4.7'), Buffer.from('no DICOM')]);
    expect(response.statusCode).toBe(202);
    expect(response.json<DicomJson>()['00081199']?.Value).toHaveLength(1);
    expect(failureReasons(response.json(), '0008119A')).toEqual([0xc000]);
  });

  it('refuses an instance of another study than the URL names', async () => {
    const response = await stow([withUid(await explicit(), '1.2.3.4.8')], '/studies/1.2.4');
    expect(response.statusCode).toBe(409);
    expect(failureReasons(response.json())).toEqual([0xa900]);
    expect(await getJson('/instances?SOPInstanceUID=1.2.3.4.8')).toEqual([]);
  });

  it('refuses what is of another patient than its study, naming the attributes alone', async () => {
    const file = await explicit();
    const text = file.toString('latin1');
    const changed = Buffer.from(text.replace('ODD 1', 'ODD 2'), 'latin1');
    const response = await stow([withUid(changed, '1.2.3.4.8'), withUid(file, '1.2.3.4.9')]);
    expect(response.statusCode).toBe(202);
    expect(failureReasons(response.json())).toEqual([0x0106]);
    expect(response.headers['warning']).toBe(
      '299 - "The instance and its study contradict each other in PatientID."',
    );
    expect(store.index.instance('1.2.3.4.8')).toBeUndefined();
    expect(store.index.instance('1.2.3.4.9')).toBeDefined();
  });

  it('never writes outside its folder, whatever the UIDs say', async () => {
    const before = (await readdir(root, { recursive: true })).length;
    const response = await stow([withUid(await explicit(), '../../x.y')]);
    expect(response.statusCode).toBe(409);
    expect(failureReasons(response.json())).toEqual([0xc000]);
    expect(await readdir(root, { recursive: true })).toHaveLength(before);
  });

  it('replaces nothing that another server of the folder has stored', async () => {
    const directory = await mkdtemp(path.join(root, 'shared-'));
    const [one, two] = [
      await FolderStore.open({ directory }),
      await FolderStore.open({ directory }),
    ];
    const file = await explicit();
    const changed = Buffer.from(file.toString('latin1').replace('ODD 1', 'ODD 2'), 'latin1');
    expect(await one.store(file)).toMatchObject({ stored: true });
    expect(await two.store(changed)).toMatchObject({ stored: false, reason: 0x0111 });
    expect(two.index.instance('1.2.3.4.6')).toBeUndefined();
    expect(await two.store(file)).toMatchObject({ stored: true });
    expect(two.index.instance('1.2.3.4.6')).toBeDefined();

    const series = path.join(directory, 'stow/1.2.7/1.2.3.4');
    expect(await readdir(series)).toEqual(['1.2.3.4.6.dcm']);
    const stored = path.join(series, '1.2.3.4.6.dcm');
    expect(await readFile(stored)).toEqual(file);
    expect((await stat(stored)).mode & 0o777).toBe(0o600);
  });

  it('lets servers of one folder store different instances of one name, one of them', async () => {
    const directory = await mkdtemp(path.join(root, 'raced-'));
    const file = await explicit();
    const contents = ['1', '2', '3', '4', '5', '6'].map((n) =>
      Buffer.from(file.toString('latin1').replace('ODD 1', `ODD ${n}`), 'latin1'),
    );
    const stores = await Promise.all(contents.map(() => FolderStore.open({ directory })));
    const outcomes = await Promise.all(stores.map((one, n) => one.store(contents[n]!)));
    const stored = outcomes.flatMap((outcome, n) => (outcome.stored ? [n] : []));
    expect(stored).toHaveLength(1);
    const winner = path.join(directory, 'stow/1.2.7/1.2.3.4/1.2.3.4.6.dcm');
    expect(await readFile(winner)).toEqual(contents[stored[0]!]);
  });

  it('says when the folder cannot be written to', async () => {
    const directory = await mkdtemp(path.join(root, 'full-'));
    const occupied = path.join(directory, 'occupied');
    await writeFile(occupied, '');
    const readOnly = await FolderStore.open({ directory, stowDirectory: occupied });
    const outcome = await readOnly.store(withUid(await explicit(), '1.2.3.4.9'));
    expect(outcome).toMatchObject({ stored: false, reason: 0xa700 });
    expect(readOnly.index.instance('1.2.3.4.9')).toBeUndefined();
  });

  it.each([
    ['no instances', Buffer.from('--bound--\r\n'), 400],
    ['a request that was cut off', Buffer.from('--bound\r\n\r\nhalf a file'), 400],
  ])('refuses %s', async (_, payload, status) => {
    const headers = { 'content-type': 'multipart/related; boundary=bound' };
    const response = await rawRequest(origin, '/dicom-web/studies', {
      method: 'POST',
      headers,
      payload,
    });
    expect(response.statusCode).toBe(status);
  });

  it.each([
    ['announced', { 'content-length': String(1024 ** 3 - 1024) }],
    ['unknown', { 'transfer-encoding': 'chunked' }],
  ])('holds so much of all uploads together, and no more (%s length)', async (_, length) => {
    const file = await explicit();
    const tried = () => stow([file]);
    const until = async (holds: (status: number) => boolean) => {
      while (!holds((await tried()).statusCode)) await pause(10);
    };
    const large = http.request(`${origin}/dicom-web/studies`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/related; boundary=bound', ...length },
    });
    large.on('error', () => undefined);
    large.write('--bound');
    await until((status) => status === 503);
    expect((await tried()).headers).toMatchObject({ 'retry-after': '5' });
    // One that is given up makes room again.
    large.destroy();
    await until((status) => status !== 503);
    expect((await tried()).statusCode).toBe(200);
  });

  it('refuses other media types', async () => {
    const parts = await stow([Buffer.from('{}')], '/studies', { contentType: 'application/json' });
    expect(parts.statusCode).toBe(415);
    const payload = await explicit();
    const headers = { 'content-type': 'application/dicom' };
    const whole = await rawRequest(origin, '/dicom-web/studies', {
      method: 'POST',
      headers,
      payload,
    });
    expect(whole.statusCode).toBe(415);
  });
});
