import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MutationPredictionError } from '@mutation-prediction/core';
import { byNumbersInNames, isMangled } from '../cohort/walkFolder.js';

/** Where a case's image and mask are. */
export interface CaseFiles {
  /** Name of its folder. */
  readonly id: string;
  /** NIfTI or NRRD file, or folder with a DICOM series. */
  readonly image: string;
  /** NIfTI or NRRD label image, SEG or RTSTRUCT, or folder that holds one SEG or RTSTRUCT. */
  readonly mask: string;
}

/** A folder that is no case, and why. */
export interface RefusedCase {
  readonly id: string;
  readonly error: MutationPredictionError;
}

const IMAGE_NAMES = ['ct', 'image'];
const MASK_NAMES = ['mask', 'seg', 'label', 'segmentation'];

/**
 * The cases of a folder, one per subfolder, in the order of their names. A case holds an image named
 * `ct` or `image` and a mask named `mask`, `seg`, `label` or `segmentation`, whatever their endings;
 * or a DICOM CT with its SEG or RTSTRUCT.
 *
 * @throws MutationPredictionError `no-ct` for a folder that is not there or without subfolders
 */
export async function findCases(folder: string): Promise<(CaseFiles | RefusedCase)[]> {
  const entries = await entriesOf(folder).catch((cause: unknown) => {
    throw new MutationPredictionError('no-ct.folder-unreadable', { folder }, { cause });
  });
  const found = entries
    .filter(({ name, isFolder, problem }) => (isFolder || problem) && !name.startsWith('.'))
    .sort((a, b) => byNumbersInNames(a.name, b.name));
  if (found.length === 0) {
    throw new MutationPredictionError('no-ct.no-subfolders', { folder });
  }
  return Promise.all(
    found.map(({ name, problem }) =>
      problem ? leadsNowhere(name, problem) : caseIn(path.join(folder, name), name),
    ),
  );
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Why it leads nowhere. */
  readonly problem?: 'no-ct.name-not-utf8' | 'no-ct.link-to-nowhere';
}

/** What a folder holds; of a link, what it leads to. */
async function entriesOf(folder: string): Promise<Entry[]> {
  return Promise.all(
    (await readdir(folder)).map(async (name) => {
      const kind = await stat(path.join(folder, name)).catch(() => undefined);
      if (kind) return { name, isFolder: kind.isDirectory() };
      const problem = isMangled(name) ? 'no-ct.name-not-utf8' : 'no-ct.link-to-nowhere';
      return { name, isFolder: false, problem };
    }),
  );
}

async function caseIn(folder: string, id: string): Promise<CaseFiles | RefusedCase> {
  const entries = await entriesOf(folder).catch((cause: unknown) => unreadable(id, cause));
  if ('error' in entries) return entries;
  const images = entries.filter(({ name }) => IMAGE_NAMES.includes(stem(name)));
  const masks = entries.filter(({ name }) => MASK_NAMES.includes(stem(name)));
  if (images.length > 1) return ambiguous(id, images);
  if (masks.length > 1) return ambiguous(id, masks);
  const [image, mask] = [images[0], masks[0]];
  if (image && !image.isFolder && !mask) return withoutMask(id, image.name);
  return {
    id,
    image: image ? path.join(folder, image.name) : folder,
    mask: mask ? path.join(folder, mask.name) : folder,
  };
}

function leadsNowhere(id: string, problem: NonNullable<Entry['problem']>): RefusedCase {
  return { id, error: new MutationPredictionError(problem, { place: id }) };
}

function unreadable(id: string, cause: unknown): RefusedCase {
  return {
    id,
    error: new MutationPredictionError('no-ct.case-unreadable', { case: id }, { cause }),
  };
}

function withoutMask(id: string, image: string): RefusedCase {
  return {
    id,
    error: new MutationPredictionError('no-segment.case-without-mask', { case: id, image }),
  };
}

function ambiguous(id: string, entries: readonly Entry[]): RefusedCase {
  const names = entries.map(({ name }) => name).sort();
  return {
    id,
    error: new MutationPredictionError('several-series.case', {
      case: id,
      files: names.join(' and '),
    }),
  };
}

const stem = (name: string) => name.split('.')[0]!.toLowerCase();
