import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Journal } from './journal.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'journal-'));
  file = path.join(folder, 'new/table.csv.journal');
});
afterEach(() => rm(folder, { recursive: true }));

const open = () => Journal.open<number>(file, 'test 1');

test('what was committed is there for the next run, once', async () => {
  const first = await open();
  await Promise.all([first.commit('a', 1), first.commit('a', 2), first.commit('b', 3)]);
  await first.close();
  const second = await open();
  expect(['a', 'b', 'c'].map((key) => second.get(key))).toEqual([1, 3, undefined]);
  await second.close();
  expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(3);
});

test('of an entry that was replaced the later one counts, in the next run too', async () => {
  const first = await open();
  await first.commit('a', 1);
  await first.replace('a', 2);
  expect(first.get('a')).toBe(2);
  await first.close();
  const second = await open();
  expect(second.get('a')).toBe(2);
  await second.close();
});

test.each(['{"key":"b","ent', '{"key":"b","entry":2}', '\n', 'not JSON\n{"key":"c","entry":1}\n'])(
  'a last line that is torn (%j) is dropped, and swallows no other',
  async (torn) => {
    const first = await open();
    await first.commit('a', 1);
    await first.close();
    await appendFile(file, torn);
    const second = await open();
    await second.commit('d', 4);
    await second.close();
    const third = await open();
    expect(['a', 'b', 'c', 'd'].map((key) => third.get(key))).toEqual([1, undefined, undefined, 4]);
    await third.close();
  },
);

test("another command's journal, and any other file, is refused and left alone", async () => {
  for (const content of ['{"journal":"other 1"}\n', 'case,ct,seg\n']) {
    file = path.join(folder, 'taken');
    await writeFile(file, content);
    await expect(open()).rejects.toMatchObject({ code: 'store-refused' });
    expect(await readFile(file, 'utf8')).toBe(content);
    await rm(`${file}.lock`, { force: true });
  }
});

test('two runs do not write one journal, unless the first is dead', async () => {
  const first = await open();
  await writeFile(`${file}.lock`, String(process.ppid));
  await expect(open()).rejects.toMatchObject({ code: 'store-refused' });
  await first.close();
  // No process has such a number.
  await writeFile(`${file}.lock`, '99999999');
  const next = await open();
  await next.close();
  await expect(readFile(`${file}.lock`)).rejects.toMatchObject({ code: 'ENOENT' });
});
