import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findCohort } from './findCohort.js';
import type { ScannedCt, ScannedFile, ScannedSegmentation } from './scanFiles.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'cohort-'));
});
afterEach(() => rm(root, { recursive: true }));

const ct = (study: string, series: string, frame: string, n = 1): Omit<ScannedCt, 'file'> => ({
  kind: 'ct',
  bytes: 1000,
  sopInstanceUid: `${series}.${n}`,
  studyInstanceUid: study,
  seriesInstanceUid: series,
  frameOfReferenceUid: frame,
  patientId: `patient of ${study}`,
});

const seg = (
  study: string,
  series: string[],
  frames: string[],
): Omit<ScannedSegmentation, 'file'> => ({
  kind: 'segmentation',
  sha256: study,
  studyInstanceUid: study,
  patientId: `patient of ${study}`,
  references: {
    referencedSeriesUids: series,
    referencedSopInstanceUids: [],
    frameOfReferenceUids: frames,
  },
  segments: [],
});

/** Files as they lie, and what a scan says of them. */
async function cohort(files: Readonly<Record<string, object>>) {
  for (const file of Object.keys(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), file);
  }
  const found = await findCohort(root, (asked) =>
    Promise.resolve(
      asked.map((file) => ({ ...files[path.relative(root, file)]!, file }) as ScannedFile),
    ),
  );
  return {
    cases: found.cases.map((one) => [one.id, one.ct.map((file) => path.relative(root, file))]),
    refused: found.refused.map(({ id, error }) => `${id}: ${error.code}`),
    contents: found.cases.map(({ content }) => content),
  };
}

test('a CT belongs to a segmentation by its study, its references or its frame of reference', async () => {
  const { cases, refused } = await cohort({
    'a/ct.dcm': ct('1', '1.1', 'f1'),
    'b/study.dcm': seg('1', [], []),
    'c/references.dcm': seg('2', ['1.1'], []),
    'd/frame.dcm': seg('3', [], ['f1']),
    'e/nothing.dcm': seg('4', ['9'], ['9']),
    'f/readme.txt': { kind: 'other' },
  });
  expect(cases).toEqual([
    ['b/study.dcm', ['a/ct.dcm']],
    ['c/references.dcm', ['a/ct.dcm']],
    ['d/frame.dcm', ['a/ct.dcm']],
  ]);
  expect(refused).toEqual(['e/nothing.dcm: no-ct']);
});

test('an image and a mask in one folder are a case, and only one of each', async () => {
  const image = { kind: 'image-file' };
  const { cases, refused } = await cohort({
    'case10/ct.nii.gz': image,
    'case10/mask.nii.gz': image,
    'case2/image.nii': image,
    'case2/seg.nii': image,
    'two/ct.nii': image,
    'two/image.nii': image,
    'two/mask.nii': image,
    'alone/mask.nii': image,
    'other/atlas.nii': image,
  });
  expect(cases.map(([id]) => id)).toEqual(['case2', 'case10']);
  expect(refused).toEqual(['alone: no-ct', 'two: no-ct']);
});

test('the content of a case is what it holds, not where it lies', async () => {
  const here = await cohort({
    'a/1.dcm': ct('1', '1', 'f'),
    'a/2.dcm': ct('1', '1', 'f', 2),
    'a/s.dcm': seg('1', [], []),
  });
  await rm(root, { recursive: true });
  const there = await cohort({
    'z/s.dcm': seg('1', [], []),
    'b/2.dcm': ct('1', '1', 'f', 2),
    'c/1.dcm': ct('1', '1', 'f'),
  });
  expect(there.contents).toEqual(here.contents);
  await rm(root, { recursive: true });
  const less = await cohort({ 'b/2.dcm': ct('1', '1', 'f', 2), 'z/s.dcm': seg('1', [], []) });
  expect(less.contents).not.toEqual(here.contents);
});

test('a place without any case, or that is not there, is refused', async () => {
  await expect(cohort({ 'a.dcm': ct('1', '1', 'f') })).rejects.toMatchObject({ code: 'no-ct' });
  await expect(
    findCohort(path.join(root, 'gone'), () => Promise.resolve([])),
  ).rejects.toMatchObject({ code: 'no-ct' });
});
