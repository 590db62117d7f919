import { gzipSync } from 'fflate';
import { gunzipUpTo } from './gunzip.js';

const content = Uint8Array.from({ length: 300_000 }, (_, n) => (n * n) % 251);
const compressed = gzipSync(content);

test('gives what a file holds, up to the limit', () => {
  expect(gunzipUpTo(compressed, 1e9, 'a.gz')).toEqual(content);
  expect(gunzipUpTo(compressed, 1000, 'a.gz')).toEqual(content.subarray(0, 1000));
  expect(gunzipUpTo(compressed, 0, 'a.gz')).toHaveLength(0);
});

test('does not decompress what nobody asked for', () => {
  // 300 MB of zeros in 300 kB: reading its first bytes must stop long before the end.
  const bomb = gzipSync(new Uint8Array(300e6), { level: 9 });
  const before = process.memoryUsage().arrayBuffers;
  expect(gunzipUpTo(bomb, 10, 'bomb.gz')).toEqual(new Uint8Array(10));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150e6);
});

test('refuses a damaged file', () => {
  const damaged = compressed.slice();
  damaged.fill(0xff, 10, 200);
  expect(() => gunzipUpTo(damaged, 1e9, 'a.gz')).toThrow('a.gz is damaged');
});
