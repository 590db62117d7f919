import type { FastifyInstance } from 'fastify';
import fastify from 'fastify';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { RawResponse } from '../../../test/support/rawRequest.js';
import { rawRequest } from '../../../test/support/rawRequest.js';
import { boundaryOf, parseMultipart } from './multipart.js';
import { registerDicomWebService } from './dicomWebService.js';
import { parseHeader } from './fileHeader.js';
import { FolderStore } from './folderStore.js';

const EXPLICIT = '1.2.840.10008.1.2.1';
const DEFLATED = '1.2.840.10008.1.2.1.99';
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
const UNDEFINED_LENGTH = 0xffffffff;

function element(tag: number, vr: string, value: Buffer | string | number, claimed?: number) {
  const bytes = valueBytes(value);
  const head = Buffer.alloc(6);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(vr, 4, 'latin1');
  const isLong = vr === 'OB' || vr === 'OW' || vr === 'OF';
  const length = Buffer.alloc(isLong ? 6 : 2);
  if (isLong) length.writeUInt32LE(claimed ?? bytes.length, 2);
  else length.writeUInt16LE(bytes.length);
  return Buffer.concat([head, length, bytes]);
}

function valueBytes(value: Buffer | string | number): Buffer {
  if (typeof value === 'number') return Buffer.from(Uint16Array.of(value).buffer);
  if (Buffer.isBuffer(value)) return value;
  return Buffer.from(value.length % 2 === 0 ? value : `${value}\0`, 'latin1');
}

/** A Part 10 file of study 1.1, series 1.2 around the given data set. */
function part10(transferSyntax: string, dataSet: Buffer): Buffer {
  const meta = element(0x00020010, 'UI', transferSyntax);
  const length = Buffer.from(Uint32Array.of(meta.length).buffer);
  const groupLength = element(0x00020000, 'UL', length);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), groupLength, meta, dataSet]);
}

interface Image {
  readonly uid: string;
  readonly frames: string;
  readonly size?: number;
  readonly bits: number;
  readonly pixels: Buffer;
}

/** The data set of a square image; `pixels` is the element of its pixel data. */
function image({ uid, frames, size = 8, bits, pixels }: Image): Buffer {
  return Buffer.concat([
    element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.66.4'),
    element(0x00080018, 'UI', uid),
    element(0x0020000d, 'UI', '1.1'),
    element(0x0020000e, 'UI', '1.2'),
    element(0x00280002, 'US', 1),
    element(0x00280008, 'IS', frames),
    element(0x00280010, 'US', size),
    element(0x00280011, 'US', size),
    element(0x00280100, 'US', bits),
    pixels,
  ]);
}

/** Two frames of 8 × 8 bits. */
const twoFrames = element(0x7fe00010, 'OW', Buffer.from('0123456789ABCDEF'));

const item = (bytes: string, tag = 0xe000) =>
  Buffer.concat([
    Buffer.from(Uint16Array.of(0xfffe, tag, bytes.length, 0).buffer),
    Buffer.from(bytes),
  ]);
const fragments = (...contents: string[]) =>
  element(
    0x7fe00010,
    'OB',
    Buffer.concat([...['', ...contents].map((content) => item(content)), item('', 0xe0dd)]),
    UNDEFINED_LENGTH,
  );

let root: string;
let app: FastifyInstance;
let origin: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'hostile-'));
});

/** Serves a folder of these files. */
async function serve(files: Readonly<Record<string, Buffer>>): Promise<FolderStore> {
  const directory = await mkdtemp(path.join(root, 'served-'));
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(path.join(directory, name), bytes);
  }
  const store = await FolderStore.open({ directory });
  app = fastify();
  await registerDicomWebService(app, '/dicom-web', store);
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return store;
}

afterEach(() => app.close());
afterAll(() => rm(root, { recursive: true }));

const get = (rest: string) =>
  rawRequest(origin, `/dicom-web/studies/1.1/series/1.2/instances/${rest}`);
const partsOf = ({ headers, payload }: RawResponse) =>
  parseMultipart(payload, boundaryOf(String(headers['content-type'])) ?? '')?.map(({ body }) =>
    Buffer.from(body).toString(),
  );

describe('a number of frames', () => {
  it.each([
    ['as many as there are', EXPLICIT, '2', twoFrames, ['01234567', '89ABCDEF']],
    ['as many as there are, compressed', JPEG_BASELINE, '2', fragments('ab', 'cd'), ['ab', 'cd']],
  ])('%s is answered', async (_, syntax, frames, pixels, expected) => {
    await serve({ a: part10(syntax, image({ uid: '1.3', frames, bits: 1, pixels })) });
    expect(partsOf(await get('1.3/bulkdata/7FE00010'))).toEqual(expected);
  });

  it.each([
    ['beyond the pixel data', EXPLICIT, { frames: '2000000000', pixels: twoFrames }],
    ['one too many', EXPLICIT, { frames: '3', pixels: twoFrames }],
    ['none', EXPLICIT, { frames: '0', pixels: twoFrames }],
    ['no number', EXPLICIT, { frames: 'many', pixels: twoFrames }],
    [
      'beyond the fragments',
      JPEG_BASELINE,
      { frames: '2000000000', pixels: fragments('ab', 'cd') },
    ],
    [
      'with a length beyond the file',
      EXPLICIT,
      {
        frames: '2000000000',
        pixels: element(0x7fe00010, 'OW', Buffer.alloc(16), 0xfffffff0),
        size: 1,
      },
    ],
    [
      'of single bits, beyond what an answer holds',
      EXPLICIT,
      { frames: '80000', pixels: element(0x7fe00010, 'OW', Buffer.alloc(10_000)), size: 1 },
    ],
  ])('%s is refused in words', async (_, syntax, claims) => {
    await serve({ a: part10(syntax, image({ uid: '1.3', bits: 1, ...claims })) });
    const response = await get('1.3/bulkdata/7FE00010');
    expect(response.statusCode).toBe(404);
    expect(response.text).toMatch(/^The image has .*\.$/);
  });

  it('does not let a frame reach past the file', async () => {
    const pixels = element(0x7fe00010, 'OW', Buffer.alloc(16), 0xfffffff0);
    const file = image({ uid: '1.3', frames: '1', size: 0xffff, bits: 8, pixels });
    await serve({ a: part10(EXPLICIT, file) });
    expect((await get('1.3/frames/1')).statusCode).toBe(404);
  });

  it('can be asked for once each', async () => {
    const file = image({ uid: '1.3', frames: '2', bits: 1, pixels: twoFrames });
    await serve({ a: part10(EXPLICIT, file) });
    expect(partsOf(await get('1.3/frames/2,1'))).toEqual(['89ABCDEF', '01234567']);
    const repeated = await get(`1.3/frames/${'1,'.repeat(40)}1`);
    expect(repeated.statusCode).toBe(400);
    expect(repeated.text).toContain('once');
  });
});

describe('a deflated file', () => {
  const MiB = 1024 * 1024;
  const deflate = (dataSet: Buffer) => part10(DEFLATED, deflateRawSync(dataSet));
  const noise = Buffer.from(Array.from({ length: 400_000 }, (_, n) => (n * n * 31) >> 7));
  /** A private value before the pixel data. */
  const withValue = (uid: string, value: Buffer) => {
    const pixels = Buffer.concat([element(0x00291010, 'OB', value), twoFrames]);
    return image({ uid, frames: '2', bits: 1, pixels });
  };

  it('is listed and answered, its own syntax named', async () => {
    const store = await serve({ a: deflate(withValue('1.3', noise)) });
    expect(store.index.instance('1.3')?.transferSyntaxUid).toBe(DEFLATED);
    expect(partsOf(await get('1.3/frames/2'))).toEqual(['89ABCDEF']);
    expect(partsOf(await get('1.3/bulkdata/7FE00010'))).toEqual(['01234567', '89ABCDEF']);
  });

  it('is read without the length of its meta information, however short it is', async () => {
    for (let n = 0; n < 20; n++) {
      const deflated = deflate(image({ uid: `1.3.${n}`, frames: '2', bits: 1, pixels: twoFrames }));
      const file = Buffer.concat([deflated.subarray(0, 132), deflated.subarray(144)]);
      const store = await serve({ [`${n}`]: file });
      expect([n, store.index.instance(`1.3.${n}`)?.transferSyntaxUid]).toEqual([n, DEFLATED]);
      await app.close();
    }
  });

  it('is not inflated beyond its attributes', async () => {
    const zeros = element(0x7fe00010, 'OW', Buffer.alloc(64 * MiB));
    const large = image({ uid: '1.3', frames: '1', size: 5792, bits: 16, pixels: zeros });
    const store = await serve({ a: deflate(large).subarray(0, 1000) });
    expect(store.index.instance('1.3')).toBeDefined(); // The rest of the file was not missed.
  });

  it('of float pixels is stored and listed by its attributes, whatever it inflates to', async () => {
    const values = Buffer.from(Float32Array.of(0.25, -1).buffer);
    const floats = (uid: string, bytes: Buffer) =>
      image({ uid, frames: '1', bits: 32, pixels: element(0x7fe00008, 'OF', bytes) });
    const store = await serve({ a: deflate(floats('1.3', values)) });
    expect(await store.store(deflate(floats('1.4', Buffer.alloc(300 * MiB))))).toMatchObject({
      stored: true,
    });
    expect(store.index.instance('1.4')?.transferSyntaxUid).toBe(DEFLATED);
    expect((await get('1.4/bulkdata/7FE00008')).text).toContain('inflates to more than');
    expect((await get('1.3/bulkdata/7FE00008')).payload.includes(values)).toBe(true);
  });

  it('that is a bomb is passed over, and cannot be stored', async () => {
    const bomb = deflate(withValue('1.3', Buffer.alloc(64 * MiB)));
    expect(bomb.length).toBeLessThan(100_000);
    const store = await serve({ bomb, good: deflate(withValue('1.4', noise)) });
    expect(store.filesPassedOver).toBe(1);
    expect(store.index.instance('1.3')).toBeUndefined();
    expect(store.index.instance('1.4')).toBeDefined();
    expect(await store.store(bomb)).toMatchObject({ stored: false, reason: 0xc000 });
    await expect(parseHeader(bomb)).rejects.toMatchObject({
      code: 'unsupported-object',
      message: expect.stringContaining('inflate to more than'),
    });
  });

  it('whose pixels are a bomb is listed, and its pixels are not made', async () => {
    const zeros = element(0x7fe00010, 'OW', Buffer.alloc(300 * MiB));
    const large = image({ uid: '1.3', frames: '1', size: 12_000, bits: 16, pixels: zeros });
    const small = deflate(image({ uid: '1.4', frames: '2', bits: 1, pixels: twoFrames }));
    const store = await serve({ a: deflate(large), b: small });
    expect(store.index.instance('1.3')).toBeDefined();
    const [refused, answered] = await Promise.all([get('1.3/frames/1'), get('1.4/frames/2')]);
    expect(refused.statusCode).toBe(404);
    expect(refused.text).toContain('inflates to more than');
    expect(partsOf(answered)).toEqual(['89ABCDEF']);
  });

  it('that is cut off or damaged is passed over', async () => {
    const whole = deflate(withValue('1.3', noise));
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 210, 260);
    const cut = whole.subarray(0, 2000);
    const store = await serve({ cut, damaged });
    expect(store.filesPassedOver).toBe(2);
    expect(store.index.studies).toEqual([]);
    for (const file of [cut, damaged]) {
      await expect(parseHeader(file)).rejects.toMatchObject({ code: 'malformed-object' });
    }
  });
});
