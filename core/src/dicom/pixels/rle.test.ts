import { decodeRleFrame } from './rle.js';

/** A frame of one segment per code, as PS3.5 Annex G.5 lays it out. */
function frame(...codes: number[][]): Uint8Array {
  const header = new Uint32Array(16);
  header[0] = codes.length;
  codes.reduce((offset, code, segment) => {
    header[segment + 1] = offset;
    return offset + code.length;
  }, 64);
  return new Uint8Array([...new Uint8Array(header.buffer), ...codes.flat()]);
}

/** The example of Apple's Technical Note 1023, which defined PackBits. */
const PACKED = [
  0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa,
];
const UNPACKED = [
  0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0x22, 0xaa, 0xaa,
  0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa,
];

test('unpacks runs and literals', () => {
  expect(decodeRleFrame(frame(PACKED), 24, 1)).toEqual(new Uint8Array(UNPACKED));
});

test('joins bytes, the most significant segment first', () => {
  const pixels = decodeRleFrame(frame([1, 0x12, 0x34], [0xff, 0x56]), 2, 2);
  expect(pixels).toEqual(new Uint8Array([0x56, 0x12, 0x56, 0x34]));
});

test('skips the code that stands for nothing', () => {
  expect(decodeRleFrame(frame([0x80, 0x00, 7]), 1, 1)).toEqual(new Uint8Array([7]));
});

test.each([
  ['a code that ends early', frame([0x02, 1, 2]), 3, 1],
  ['a run without its byte', frame([0xfe]), 3, 1],
  ['too few runs', frame([0xfe, 1]), 4, 1],
  ['another number of segments', frame([0x00, 1]), 1, 2],
  ['a header cut off', frame([0x00, 1]).subarray(0, 40), 1, 1],
  ['dimensions that no code of its length can fill', frame([0x81, 1]), 2 ** 32, 1],
])('refuses %s', (_, code, pixelCount, bytesPerPixel) => {
  expect(decodeRleFrame(code, pixelCount, bytesPerPixel)).toBeUndefined();
});
