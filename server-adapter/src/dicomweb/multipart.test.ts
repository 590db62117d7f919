import { boundaryOf, parseMultipart, writeMultipart } from './multipart.js';

const parse = (text: string, boundary = 'B') =>
  parseMultipart(Buffer.from(text, 'latin1'), boundary)?.map(({ contentType, body }) => ({
    contentType,
    body: Buffer.from(body).toString('latin1'),
  }));

describe('parseMultipart', () => {
  it('reads parts after a preamble, with and without headers', () => {
    const text =
      'preamble\r\n--B\r\nContent-Type: application/dicom\r\nContent-Length: 3\r\n\r\none\r\n' +
      '--B  \r\n\r\ntwo\r\n--B--\r\nepilogue';
    expect(parse(text)).toEqual([
      { contentType: 'application/dicom', body: 'one' },
      { contentType: '', body: 'two' },
    ]);
  });

  it('keeps bytes that look like a delimiter but are none', () => {
    const body = 'x--B y\r\n--Bx\r\n\r\n--\r\n';
    expect(parse(`--B\r\n\r\n${body}\r\n--B--`)).toEqual([{ contentType: '', body }]);
  });

  it('refuses a body without its final delimiter', () => {
    expect(parse('--B\r\n\r\none\r\n--B\r\n\r\ntwo')).toBeUndefined();
    expect(parse('nothing here')).toBeUndefined();
    expect(parse('')).toBeUndefined();
  });

  it('takes boundaries that mean something in a regular expression', () => {
    expect(parse('--a.b+c\r\n\r\nx\r\n--a.b+c--', 'a.b+c')).toHaveLength(1);
    expect(parse('--aXb+c\r\n\r\nx\r\n--aXb+c--', 'a.b+c')).toBeUndefined();
  });

  it('reads what writeMultipart writes', async () => {
    const binary = Buffer.from(Array.from({ length: 512 }, (_, i) => i % 256));
    const parts = [binary, Buffer.alloc(0)].map((body) => ({ contentType: 'a/b', body }));
    const { contentType, body } = writeMultipart(parts, 'a/b');
    const written = Buffer.concat(await body.toArray());
    const read = parseMultipart(written, boundaryOf(contentType) ?? '');
    expect(read?.map((part) => Buffer.from(part.body))).toEqual([binary, Buffer.alloc(0)]);
  });
});

describe('boundaryOf', () => {
  it.each([
    ['multipart/related; type="application/dicom"; boundary=abc', 'abc'],
    ['multipart/related; boundary="a;b c"; type=application/dicom', 'a;b c'],
    ['multipart/related;BOUNDARY=x', 'x'],
    ['multipart/related; type=application/dicom', undefined],
  ])('%s', (contentType, boundary) => expect(boundaryOf(contentType)).toBe(boundary));
});
