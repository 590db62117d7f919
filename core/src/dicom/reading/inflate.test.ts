import { deflateRawSync } from 'node:zlib';
import { inflateBounded, InflateLimitError } from './inflate.js';

const ramp = Uint8Array.from({ length: 100_000 }, (_, n) => (n * n) >> 3);

test('inflates what zlib deflated, up to exactly the limit', () => {
  expect(inflateBounded(deflateRawSync(ramp), ramp.length)).toEqual(ramp);
});

test('stops beyond the limit', () => {
  expect(() => inflateBounded(deflateRawSync(ramp), ramp.length - 1)).toThrow(InflateLimitError);
});

test('stops a bomb long before its end', () => {
  const bomb = deflateRawSync(new Uint8Array(200_000_000));
  const before = process.memoryUsage().arrayBuffers;
  expect(() => inflateBounded(bomb, 1_000_000)).toThrow(InflateLimitError);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
});

test('refuses a stream that ends early', () => {
  expect(() => inflateBounded(deflateRawSync(ramp).subarray(0, 1000), ramp.length)).toThrow();
});
