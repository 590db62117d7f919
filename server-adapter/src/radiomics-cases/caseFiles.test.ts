import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findCases } from './caseFiles.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'cases-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Folders and empty files below the root. */
async function make(...files: string[]): Promise<void> {
  for (const file of files) {
    await mkdir(path.join(root, path.dirname(file)), { recursive: true });
    await writeFile(path.join(root, file), '');
  }
}

const idsOf = async (folder: string) =>
  (await findCases(path.join(root, folder))).map((found) =>
    'error' in found ? `${found.id}: ${found.error.code}` : found.id,
  );

test('cases stand in the order of their numbers, hidden folders left out', async () => {
  await make('all/case10/ct.nii', 'all/case2/ct.nii', 'all/.cache/ct.nii', 'all/notes.txt');
  await make('all/case10/mask.nii', 'all/case2/seg.dcm');
  expect(await idsOf('all')).toEqual(['case2', 'case10']);
});

test('folders and files that are linked count as what they lead to', async () => {
  await make('data/one/ct.nii', 'data/one/mask.nii', 'data/scan/1.dcm', 'all/two/seg.dcm');
  await symlink(path.join(root, 'data/one'), path.join(root, 'all/one'));
  await symlink(path.join(root, 'data/scan'), path.join(root, 'all/two/ct'));
  await symlink(path.join(root, 'gone'), path.join(root, 'all/three'));
  expect(await findCases(path.join(root, 'all'))).toMatchObject([
    {
      id: 'one',
      image: path.join(root, 'all/one/ct.nii'),
      mask: path.join(root, 'all/one/mask.nii'),
    },
    { id: 'three', error: { code: 'no-ct', message: 'three is a link that leads nowhere.' } },
    { id: 'two', image: path.join(root, 'all/two/ct'), mask: path.join(root, 'all/two/seg.dcm') },
  ]);
});

test('a case with two images or with an image alone is refused, each by its name', async () => {
  await make('all/a/ct.nii', 'all/a/image.nrrd', 'all/a/mask.nii', 'all/b/ct.nii');
  expect(await idsOf('all')).toEqual(['a: several-series', 'b: no-segment']);
});

test('a folder without subfolders, or none, is refused', async () => {
  await make('all/ct.nii');
  await expect(findCases(path.join(root, 'all'))).rejects.toMatchObject({ code: 'no-ct' });
  await expect(findCases(path.join(root, 'none'))).rejects.toMatchObject({ code: 'no-ct' });
});
