import { randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { checkLength, readBody, type BodyUse } from './body.js';

const limits = { bodyBytes: 100_000, jsonBytes: 2000 };
const whole: BodyUse = { bytes: true, fingerprint: false };
const both: BodyUse = { bytes: true, fingerprint: true };

const head = '{"inputs":[]}';
const LENGTH = 'inference-header-content-length';

/** In pieces, as a network delivers. */
function streamOf(bytes: Uint8Array | string, size = 100): Readable {
  const all = Buffer.from(bytes);
  const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
    all.subarray(n * size, (n + 1) * size),
  );
  return Readable.from(pieces, { objectMode: false });
}

const read = (bytes: Uint8Array | string, headers = {}, use = whole) =>
  readBody(streamOf(bytes), headers, limits, use);

describe('readBody', () => {
  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['identity', (bytes) => bytes],
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
  ])('reads %s', async (encoding, pack) => {
    const sent = Buffer.concat([Buffer.from(head), randomBytes(5000)]);
    const headers = { 'content-encoding': encoding, [LENGTH]: String(head.length) };
    const { bytes } = await read(pack(sent), headers);
    expect(Buffer.from(bytes).equals(sent)).toBe(true);
    expect([bytes.byteOffset, bytes.buffer.byteLength]).toEqual([0, sent.length]);
  });

  test.each<[number, string, Uint8Array | string, Record<string, string>]>([
    [413, 'a body that is too long', randomBytes(100_001), { [LENGTH]: '10' }],
    [413, 'a bomb', gzipSync(Buffer.alloc(10e6)), { 'content-encoding': 'gzip', [LENGTH]: '1' }],
    [413, 'too much JSON', 'x'.repeat(2001), {}],
    [413, 'too much JSON before tensors', 'x', { [LENGTH]: '2001' }],
    [400, 'a length that is none', 'x', { [LENGTH]: '-1' }],
    [400, 'a length that is no number', 'x', { [LENGTH]: '1e3' }],
    [400, 'what is no gzip', 'plain text', { 'content-encoding': 'gzip' }],
    [400, 'raw deflate', deflateRawSync('text'), { 'content-encoding': 'deflate' }],
    [400, 'cut gzip', gzipSync(randomBytes(500)).subarray(0, 300), { 'content-encoding': 'gzip' }],
    [415, 'brotli', brotliCompressSync('text'), { 'content-encoding': 'br' }],
    [415, 'twice packed', gzipSync(gzipSync('text')), { 'content-encoding': 'gzip, gzip' }],
  ])('answers %i to %s', async (status, _, bytes, headers) => {
    await expect(read(bytes, headers)).rejects.toMatchObject({ status });
  });

  test('a bomb is left as soon as it shows', async () => {
    const bomb = streamOf(gzipSync(Buffer.alloc(300e6)), 2 ** 14);
    const before = process.memoryUsage().arrayBuffers;
    const reading = readBody(bomb, { 'content-encoding': 'gzip' }, limits, whole);
    await expect(reading).rejects.toMatchObject({ status: 413 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
  });

  test('the rest of a refused body is let pass, and the connection stays', async () => {
    const stream = new PassThrough();
    const reading = readBody(stream, {}, limits, whole);
    stream.write('x'.repeat(3000));
    await expect(reading).rejects.toMatchObject({ status: 413 });
    stream.end('y'.repeat(500_000));
    await new Promise((resolve) => stream.once('end', resolve));
  });

  test.each([undefined, 'gzip'])('a body that breaks off (%s) is refused', async (encoding) => {
    const stream = new PassThrough();
    const headers = encoding ? { 'content-encoding': encoding } : {};
    const reading = readBody(stream, headers, limits, whole);
    stream.write(encoding ? gzipSync(randomBytes(500)).subarray(0, 200) : '{"inputs"');
    setImmediate(() => stream.destroy());
    await expect(reading).rejects.toMatchObject({
      status: 400,
      message: 'The request broke off.',
    });
  });

  test('and one whose connection was reset', async () => {
    const stream = new PassThrough();
    const reading = readBody(stream, {}, limits, whole);
    stream.write('{"inputs"');
    setImmediate(() => stream.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
    await expect(reading).rejects.toMatchObject({
      status: 400,
      message: 'The request broke off.',
    });
  });
});

describe('the fingerprint', () => {
  const request = (timeout: number | undefined, tensors: string, id = 'a') => {
    const json = JSON.stringify({ id, parameters: { timeout, priority: 1 }, inputs: [] });
    return { sent: json + tensors, headers: { [LENGTH]: String(json.length) } };
  };
  const fingerprint = async (
    { sent, headers }: ReturnType<typeof request>,
    pack?: (bytes: string) => Uint8Array,
    use = both,
  ) => {
    const all = { ...headers, ...(pack && { 'content-encoding': 'gzip' }) };
    return (await read(pack ? pack(sent) : sent, all, use)).fingerprint;
  };

  test('is that of what is asked, not of how long there is for it or how it is packed', async () => {
    const asked = await fingerprint(request(1000, 'tensors'));
    expect(await fingerprint(request(900, 'tensors'))).toBe(asked);
    expect(await fingerprint(request(undefined, 'tensors'))).toBe(asked);
    expect(await fingerprint(request(900, 'tensors'), gzipSync)).toBe(asked);
    const forgetting = { bytes: false, fingerprint: true };
    expect(await fingerprint(request(900, 'tensors'), undefined, forgetting)).toBe(asked);
  });

  test('differs with any tensor and any other field', async () => {
    const all = [request(1, 'tensors'), request(1, 'tensorz'), request(1, 'tensors', 'b')];
    expect(new Set(await Promise.all(all.map((one) => fingerprint(one)))).size).toBe(3);
  });

  test('can be had without keeping the body', async () => {
    const { bytes } = await read(randomBytes(50_000), { [LENGTH]: '0' }, { ...both, bytes: false });
    expect(bytes).toHaveLength(0);
  });
});

test('a request that says itself that it is too long need not be read', () => {
  expect(() => checkLength({ 'content-length': '100001' }, limits)).toThrow('longer than 100000');
  checkLength({ 'content-length': '100000' }, limits);
  checkLength({}, limits);
});
