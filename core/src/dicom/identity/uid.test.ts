import { newUid, uidFromDigest } from './uid.js';

const uuidOf = (uid: string) =>
  BigInt(uid.replace(/^2\.25\./, ''))
    .toString(16)
    .padStart(32, '0');

test('a new UID is the decimal of a version 4 UUID, different every time', () => {
  const uids = Array.from({ length: 200 }, newUid);
  expect(new Set(uids).size).toBe(200);
  for (const uid of uids) {
    expect(uid.length).toBeLessThanOrEqual(64);
    expect(uuidOf(uid)).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  }
});

test('a digest keeps its UID: the first 128 bits, marked as version 8', () => {
  const uid = uidFromDigest('00112233445566778899aabbccddeeff' + 'ff'.repeat(16));
  expect(uuidOf(uid)).toBe('00112233445586778899aabbccddeeff');
  expect(uidFromDigest('ff'.repeat(32))).not.toBe(uid);
});
