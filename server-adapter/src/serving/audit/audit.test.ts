import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AuditTrail } from './auditTrail.js';
import type { AuditEntry } from './record.js';
import { tensorDigest } from './tensorDigest.js';
import { verifyTrail } from './verifyTrail.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'audit-'));
  file = path.join(folder, 'audit.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const entry = (subject: string): AuditEntry => ({
  event: 'inference',
  request: 'd6f1',
  subject,
  model: 'mmdl-demo',
  digest: 'sha256:00',
  input: 'aa',
  result: 'bb',
  device: 'cpu',
  outcome: 'done',
});

async function write(...subjects: string[]): Promise<void> {
  const trail = await AuditTrail.open(file);
  await Promise.all(subjects.map((subject) => trail.append(entry(subject))));
  await trail.close();
}

const lines = async () => (await readFile(file, 'utf8')).trimEnd().split('\n');
const rewrite = (all: readonly string[]) => writeFile(file, `${all.join('\n')}\n`);

const BROKEN = { code: 'invalid-audit-trail' };

describe('a trail', () => {
  test('holds who did what when, one record after the other, over restarts', async () => {
    await write('a', 'b');
    await write('c');
    const records = (await lines()).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ n, subject }) => [n, subject])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(records[0]).toMatchObject({ ...entry('a'), previous: '0'.repeat(64) });
    expect(Date.parse(records[0]!['time'] as string)).toBeGreaterThan(Date.now() - 60_000);
    expect(records[2]!['previous']).toBe(records[1]!['hash']);
    expect(await verifyTrail(file)).toMatchObject({ records: 3, head: records[2]!['hash'] });
  });

  test('is written by its owner only, and read by nobody else', async () => {
    await write('a');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('keeps the order of a thousand records at once', async () => {
    await write(...Array.from({ length: 1000 }, (_, n) => `user-${n}`));
    expect(await verifyTrail(file)).toMatchObject({ records: 1000 });
    const subjects = (await lines()).map(
      (line) => (JSON.parse(line) as { subject: string }).subject,
    );
    expect(subjects).toEqual(subjects.map((_, n) => `user-${n}`));
  });

  test('goes on after a line that a killed process left unfinished, and says so', async () => {
    await write('a', 'b');
    const { size } = await stat(file);
    await truncate(file, size - 10);
    await write('c');
    const events = (await lines()).map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(['inference', 'recovered', 'inference']);
    expect(await verifyTrail(file)).toMatchObject({ records: 3 });
  });

  test('is not continued when its last record was changed', async () => {
    await write('a');
    await rewrite([(await lines())[0]!.replace('"subject":"a"', '"subject":"b"')]);
    await expect(AuditTrail.open(file)).rejects.toMatchObject({
      ...BROKEN,
      message: expect.stringContaining('was changed'),
    });
  });

  test('is not written on once somebody else has', async () => {
    const trail = await AuditTrail.open(file);
    await trail.append(entry('a'));
    await appendFile(file, 'something\n');
    await expect(trail.append(entry('b'))).rejects.toMatchObject(BROKEN);
    expect(trail.failure).toMatchObject(BROKEN);
    await expect(trail.append(entry('c'))).rejects.toMatchObject(BROKEN);
    await trail.close();
  });

  test('that cannot be written says why', async () => {
    await expect(AuditTrail.open(path.join(folder, 'no/where'))).rejects.toMatchObject({
      ...BROKEN,
      message: expect.stringContaining('ENOENT'),
    });
  });
});

describe('verifyTrail', () => {
  test.each<[string, (all: string[]) => string[], string]>([
    ['changed', (all) => all.with(1, all[1]!.replace('"b"', '"x"')), 'line 2 is not as it was'],
    ['taken away', (all) => all.toSpliced(1, 1), 'line 2 does not follow'],
    ['put in again', (all) => all.toSpliced(1, 0, all[1]!), 'line 3 does not follow'],
    ['moved', (all) => [all[1]!, all[0]!, all[2]!], 'line 1 does not follow'],
    ['taken from the start', (all) => all.slice(1), 'line 1 does not follow'],
    ['made up', (all) => [...all, '{"n":4}'], 'line 4 is not as it was'],
    ['put in blank', (all) => [...all, ''], 'line 4 is not as it was'],
  ])('finds a record that was %s', async (_, change, why) => {
    await write('a', 'b', 'c');
    await rewrite(change(await lines()));
    await expect(verifyTrail(file)).rejects.toMatchObject({
      ...BROKEN,
      message: expect.stringContaining(why),
    });
  });

  test('finds an end that was cut off by a head that was noted before', async () => {
    await write('a', 'b', 'c');
    const { head } = await verifyTrail(file);
    expect(await verifyTrail(file, head)).toMatchObject({ records: 3 });
    await rewrite((await lines()).slice(0, 2));
    expect(await verifyTrail(file)).toMatchObject({ records: 2 });
    await expect(verifyTrail(file, head)).rejects.toMatchObject(BROKEN);
  });

  test('takes every single changed byte for what it is', async () => {
    await write('a', 'b');
    const whole = await readFile(file);
    for (let at = 0; at < whole.length; at += 7) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1;
      await writeFile(file, changed);
      await expect(verifyTrail(file)).rejects.toMatchObject(BROKEN);
    }
  });

  test('an empty trail is intact, a missing one is not', async () => {
    await write();
    expect(await verifyTrail(file)).toEqual({ records: 0, head: '0'.repeat(64) });
    await expect(verifyTrail(`${file}.other`)).rejects.toMatchObject(BROKEN);
  });
});

test('the digest of tensors is that of their names, types, shapes and bytes', async () => {
  const data = new Uint8Array([0, 0, 128, 63]);
  const tensor = { name: 'x', datatype: 'FP32', shape: [1], data } as const;
  // sha256 of '["x","FP32",[1]]\n' 00 00 80 3f '\n', by coreutils' sha256sum
  expect(await tensorDigest([tensor])).toBe(
    'd03e49cbc3818e5be359b9f51e159c7ceef397c9490edf96aa59a98be5b7ab03',
  );
  expect(await tensorDigest([{ ...tensor, name: 'y' }])).not.toBe(await tensorDigest([tensor]));
});

test('the digest of large tensors is taken in turns with other work, and is that of all their bytes', async () => {
  const data = Uint8Array.from({ length: 1_000_000 }, (_, n) => n % 251);
  let turns = 0;
  // Not a timer, whose millisecond a quick machine does not need for all of it.
  let other = setImmediate(function work() {
    turns++;
    other = setImmediate(work);
  });
  const digest = await tensorDigest([{ name: 'x', datatype: 'UINT8', shape: [1_000_000], data }]);
  clearImmediate(other);
  // sha256 of '["x","UINT8",[1000000]]\n', the bytes and '\n' in one go
  const whole = createHash('sha256').update('["x","UINT8",[1000000]]\n').update(data).update('\n');
  expect(digest).toBe(whole.digest('hex'));
  expect(turns).toBeGreaterThan(0);
});
