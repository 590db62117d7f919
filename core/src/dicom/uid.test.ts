import { newUid } from './uid.js';

test('is the decimal of a version 4 UUID, different every time', () => {
  const uids = Array.from({ length: 200 }, newUid);
  expect(new Set(uids).size).toBe(200);
  for (const uid of uids) {
    expect(uid.length).toBeLessThanOrEqual(64);
    const hex = BigInt(uid.replace(/^2\.25\./, ''))
      .toString(16)
      .padStart(32, '0');
    expect(hex).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  }
});
