import { stat } from 'node:fs/promises';
import path from 'node:path';
import pMap from 'p-map';
import { MutationPredictionError, toPlainError } from '@mutation-prediction/core';
import type { CohortCase, Cohort, RefusedCase } from './cohortCase.js';
import { ctDigest, digestOf, fileDigest } from './contentDigest.js';
import { readManifest } from './manifest.js';
import type { ScannedCt, ScannedFile, ScannedSegmentation } from './scanFiles.js';
import { byNumbersInNames, walkFolder } from './walkFolder.js';

/** Says of files what they are, where they can do no harm. */
export type Scan = (files: readonly string[]) => Promise<readonly ScannedFile[]>;

/**
 * The cases of a cohort. In a folder each SEG or RTSTRUCT is one, wherever it lies and whatever it is
 * called: its CT is among the series of its study, of its references and of its frame of reference. So
 * is each folder with a NIfTI `ct` or `image` and a `mask`, `seg`, `label` or `segmentation`. A CSV file
 * is a manifest, with a case in each row.
 *
 * @throws MutationPredictionError `no-ct` when the place cannot be read or holds no case at all
 */
export async function findCohort(place: string, scan: Scan): Promise<Cohort> {
  const found = await stat(place).catch(() => undefined);
  const isManifest = found?.isFile() && path.extname(place).toLowerCase() === '.csv';
  const cohort = isManifest ? await manifestCohort(place, scan) : await folderCohort(place, scan);
  if (cohort.cases.length + cohort.refused.length > 0) return cohort;
  throw new MutationPredictionError('no-ct.no-case', { place });
}

async function folderCohort(folder: string, scan: Scan): Promise<Cohort> {
  const { files, unreadable } = await walkFolder(folder);
  const scanned = await scan(files.map((file) => path.join(folder, file)));
  const placeOf = (file: string) => path.relative(folder, file).split(path.sep).join('/');

  const candidatesFor = slicesByReference(scanned.filter((file) => file.kind === 'ct'));
  const cases: CohortCase[] = [];
  const refused: RefusedCase[] = unreadable.map(({ place, error }) => ({
    id: place,
    error: plain(error),
  }));
  for (const file of scanned) {
    if (file.kind === 'refused') refused.push({ id: placeOf(file.file), error: file.error });
    if (file.kind !== 'segmentation') continue;
    const id = placeOf(file.file);
    const ct = candidatesFor(file);
    if (ct.length > 0) cases.push(dicomCase(id, file, ct));
    else refused.push({ id, error: plain(withoutCt(id)) });
  }
  const pairs = await niftiPairs(
    scanned.filter(({ kind }) => kind === 'image-file').map(({ file }) => file),
    placeOf,
  );
  return {
    cases: [...cases, ...pairs.cases].sort((a, b) => byNumbersInNames(a.id, b.id)),
    refused: [...refused, ...pairs.refused].sort((a, b) => byNumbersInNames(a.id, b.id)),
  };
}

/** Tells of a segmentation every slice that its CT may be made of: thousands of cases look among their slices. */
function slicesByReference(
  slices: readonly ScannedCt[],
): (segmentation: ScannedSegmentation) => ScannedCt[] {
  const places = new Map(slices.map((slice, place) => [slice, place]));
  const slicesBy = (name: 'studyInstanceUid' | 'seriesInstanceUid' | 'frameOfReferenceUid') => {
    const groups = new Map<string, ScannedCt[]>();
    for (const slice of slices) {
      const group = groups.get(slice[name]);
      if (group) group.push(slice);
      else groups.set(slice[name], [slice]);
    }
    return groups;
  };
  const byStudy = slicesBy('studyInstanceUid');
  const bySeries = slicesBy('seriesInstanceUid');
  const byFrame = slicesBy('frameOfReferenceUid');
  return ({ studyInstanceUid, references }) => {
    const found = new Set([
      ...(byStudy.get(studyInstanceUid) ?? []),
      ...references.referencedSeriesUids.flatMap((uid) => bySeries.get(uid) ?? []),
      ...references.frameOfReferenceUids.flatMap((uid) => byFrame.get(uid) ?? []),
    ]);
    return [...found].sort((a, b) => places.get(a)! - places.get(b)!);
  };
}

function dicomCase(
  id: string,
  { file, sha256, patientId }: ScannedSegmentation,
  ct: readonly ScannedCt[],
): CohortCase {
  return {
    id,
    ct: ct.map((slice) => slice.file),
    seg: file,
    patientId,
    clinical: {},
    content: digestOf([ctDigest(ct), sha256]),
  };
}

/** A disk is asked for this many files at a time. */
const READERS = 8;

const IMAGE_NAMES = ['ct', 'image'];
const MASK_NAMES = ['mask', 'seg', 'label', 'segmentation'];
const stem = (file: string) => path.basename(file).split('.')[0]!.toLowerCase();

/** Files without DICOM identity belong together by their folder and their names. */
async function niftiPairs(
  files: readonly string[],
  placeOf: (file: string) => string,
): Promise<Cohort> {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const folder = path.dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const pairs: { readonly id: string; readonly image: string; readonly mask: string }[] = [];
  const refused: RefusedCase[] = [];
  for (const [folder, inside] of folders) {
    const images = inside.filter((file) => IMAGE_NAMES.includes(stem(file)));
    const masks = inside.filter((file) => MASK_NAMES.includes(stem(file)));
    if (images.length === 0 && masks.length === 0) continue;
    const id = placeOf(folder) || path.basename(folder);
    const [image, mask] = [images[0], masks[0]];
    if (!image || !mask || images.length > 1 || masks.length > 1) {
      refused.push({ id, error: plain(noPair(id, [...images, ...masks])) });
      continue;
    }
    pairs.push({ id, image, mask });
  }
  const cases = await pMap(
    pairs,
    async ({ id, image, mask }): Promise<CohortCase> => {
      const content = digestOf([await fileDigest(image), await fileDigest(mask)]);
      return { id, ct: [image], seg: mask, patientId: '', clinical: {}, content };
    },
    { concurrency: READERS },
  );
  return { cases, refused };
}

async function manifestCohort(manifest: string, scan: Scan): Promise<Cohort> {
  const rows = await readManifest(manifest);
  const cases: CohortCase[] = [];
  const refused: RefusedCase[] = [];
  for (const { id, ct: place, seg, ...said } of rows) {
    try {
      cases.push({ id, ...said, ...(await placedCase(place, seg, scan)) });
    } catch (error) {
      refused.push({ id, error: plain(error) });
    }
  }
  return { cases, refused };
}

async function placedCase(
  place: string,
  seg: string,
  scan: Scan,
): Promise<Pick<CohortCase, 'ct' | 'seg' | 'patientId' | 'content'>> {
  const drawn = await readableDigest(seg, 'no-segment.mask-unreadable');
  const found = await stat(place).catch(() => undefined);
  const files = found?.isDirectory()
    ? (await walkFolder(place)).files.map((file) => path.join(place, file))
    : [place];
  const slices = (await scan(files)).filter((file) => file.kind === 'ct');
  const [first] = slices;
  return first
    ? {
        ct: slices.map(({ file }) => file),
        seg,
        patientId: first.patientId,
        content: digestOf([ctDigest(slices), drawn]),
      }
    : {
        ct: [place],
        seg,
        patientId: '',
        content: digestOf([await readableDigest(place, 'no-ct.file-unreadable'), drawn]),
      };
}

async function readableDigest(
  file: string,
  refusal: 'no-ct.file-unreadable' | 'no-segment.mask-unreadable',
): Promise<string> {
  try {
    return await fileDigest(file);
  } catch (cause) {
    throw new MutationPredictionError(refusal, { file }, { cause });
  }
}

const plain = (error: unknown) => toPlainError(error, unforeseen);

const withoutCt = (segmentation: string) =>
  new MutationPredictionError('no-ct.of-no-ct', { segmentation });

function noPair(id: string, files: readonly string[]): MutationPredictionError {
  const names = files.map((file) => path.basename(file)).sort();
  return new MutationPredictionError('no-ct.no-pair', { case: id, files: names.join(' and ') });
}

const unforeseen = (problem: string) =>
  new MutationPredictionError('no-ct.case-problem', { problem });
