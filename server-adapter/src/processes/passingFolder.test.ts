import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { removeAbandoned, withPassingFolder } from './passingFolder.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'passing-folder-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test('the folder is there while it is used, and gone afterwards, also after a failure', async () => {
  const folder = await withPassingFolder(async (given) => {
    await writeFile(path.join(given, 'slice.dcm'), '');
    expect(await readdir(parent)).toEqual([path.basename(given)]);
    return given;
  }, parent);
  expect(existsSync(folder)).toBe(false);
  const failing = withPassingFolder(() => Promise.reject(new Error('no disk')), parent);
  await expect(failing).rejects.toThrow('no disk');
  expect(await readdir(parent)).toEqual([]);
});

test('what killed processes left is removed, and nothing else', async () => {
  const { pid: ended } = spawnSync(process.execPath, ['-e', '']);
  const name = (host: string, pid: number) => `mutation-prediction-${host}-${pid}-aBc123`;
  const left = name(os.hostname(), ended);
  const kept = [
    name(os.hostname(), process.pid),
    name('elsewhere', ended),
    `mutation-prediction-${ended}`,
    `others-${os.hostname()}-${ended}-aBc123`,
  ];
  for (const folder of [left, ...kept]) {
    await mkdir(path.join(parent, folder, 'dicom'), { recursive: true });
    await writeFile(path.join(parent, folder, 'dicom/slice.dcm'), '');
  }
  const link = `mutation-prediction-${os.hostname()}-${ended}-link`;
  await symlink(path.join(parent, kept[0]!), path.join(parent, link));

  await removeAbandoned(parent);
  expect((await readdir(parent)).sort()).toEqual([...kept, link].sort());
  expect(existsSync(path.join(parent, kept[0]!, 'dicom/slice.dcm'))).toBe(true);
});
