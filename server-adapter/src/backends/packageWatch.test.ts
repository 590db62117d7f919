import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PackageWatch, type PackageMarks } from './packageWatch.js';

let folder: string;
let looks: PackageMarks[];
let watch: PackageWatch;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-watch-'));
  looks = [];
  watch = new PackageWatch(folder, 10, (found) => looks.push(found));
});

afterEach(async () => {
  watch.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(id: string, text: string): Promise<void> {
  await mkdir(path.join(folder, id), { recursive: true });
  await writeFile(path.join(folder, id, 'model.json'), text);
}

/** The first look after now that shows what is asked for. */
async function lookThat(shows: (found: PackageMarks) => boolean): Promise<PackageMarks> {
  for (let seen = looks.length; ;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (; seen < looks.length; seen++) if (shows(looks[seen]!)) return looks[seen]!;
  }
}

test('what is there at the start counts at once; what is no package never', async () => {
  await write('first', '{}');
  await mkdir(path.join(folder, 'empty'));
  await writeFile(path.join(folder, 'model.json'), 'in the wrong place');
  await watch.start();
  expect(looks).toHaveLength(1);
  expect([...looks[0]!.keys()]).toEqual(['first']);
});

test('packages come, change and go', async () => {
  await watch.start();
  await write('a', 'one');
  const came = await lookThat((found) => found.has('a'));
  await write('a', 'another');
  await lookThat((found) => found.has('a') && found.get('a') !== came.get('a'));
  await rm(path.join(folder, 'a'), { recursive: true });
  await lookThat((found) => !found.has('a'));
});

test('a file of the same length is another file', async () => {
  await write('a', 'one');
  await watch.start();
  const before = looks[0]!.get('a');
  await write('a', 'two');
  await utimes(path.join(folder, 'a', 'model.json'), 1, 1);
  await lookThat((found) => found.get('a') !== before);
});

test('a package that is still being copied is not taken up', async () => {
  await watch.start();
  await write('a', 'begun');
  const marks = new Set<string | undefined>();
  let writing = true;
  const copying = (async () => {
    for (let n = 0; n < 40; n++) {
      await writeFile(path.join(folder, 'a', 'model.onnx'), 'x'.repeat(n));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    writing = false;
  })();
  while (writing) {
    const found = looks.at(-1)!.get('a');
    if (found) marks.add(found);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await copying;
  // However slow this machine is: each mark that counted was seen twice, so there are fewer than looks.
  const settled = await lookThat((found) => /model\.onnx \d+ 39 /.test(found.get('a') ?? ''));
  expect(settled.size).toBe(1);
  expect(marks.size).toBeLessThan(looks.length);
});

test('a link counts as what it leads to', async () => {
  const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-linked-'));
  await writeFile(path.join(elsewhere, 'model.json'), '{}');
  await symlink(elsewhere, path.join(folder, 'linked'));
  await watch.start();
  expect([...looks[0]!.keys()]).toEqual(['linked']);
  await rm(elsewhere, { recursive: true });
});

test('a folder that is not there holds nothing, and may come', async () => {
  await rm(folder, { recursive: true });
  await watch.start();
  expect(looks[0]!.size).toBe(0);
  await write('late', '{}');
  await lookThat((found) => found.has('late'));
});
