import { gzipSync } from 'fflate';
import { seededRandom } from '../phantom/random.js';
import { gunzipUpTo } from './gunzip.js';

const content = Uint8Array.from({ length: 300_000 }, (_, n) => (n * n) % 251);
const compressed = gzipSync(content);

test('gives what a file holds, up to the limit', () => {
  expect(gunzipUpTo(compressed, 1e9, 'a.gz')).toEqual(content);
  expect(gunzipUpTo(compressed, 1000, 'a.gz')).toEqual(content.subarray(0, 1000));
  expect(gunzipUpTo(compressed, 0, 'a.gz')).toHaveLength(0);
});

test('does not decompress what nobody asked for', () => {
  // Whoever reads on meets the end that is missing.
  const random = seededRandom(1);
  const long = gzipSync(Uint8Array.from({ length: 1_000_000 }, () => 256 * random()));
  const broken = long.subarray(0, long.length / 2);
  expect(gunzipUpTo(broken, 10, 'long.gz')).toHaveLength(10);
  expect(() => gunzipUpTo(broken, 2e6, 'long.gz')).toThrow('long.gz is damaged');
});

test('refuses a damaged file', () => {
  const damaged = compressed.slice();
  damaged.fill(0xff, 10, 200);
  expect(() => gunzipUpTo(damaged, 1e9, 'a.gz')).toThrow('a.gz is damaged');
});
