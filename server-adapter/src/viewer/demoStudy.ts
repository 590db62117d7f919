import type { ChestPhantomOptions, ChestPhantomTruth } from '@mutation-prediction/core';
import { PHANTOM_VERSION, phantomDicom } from '@mutation-prediction/core';
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface WrittenPhantom {
  readonly studyInstanceUid: string;
  readonly truth: ChestPhantomTruth;
}

/** Writes the phantom's CT series and SEG as DICOM files below a folder. */
export async function writePhantomStudy(
  directory: string,
  options: ChestPhantomOptions = {},
): Promise<WrittenPhantom> {
  const { studyInstanceUid, truth, files } = await phantomDicom(options);
  for await (const { name, bytes } of files) {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, new Uint8Array(bytes));
  }
  return { studyInstanceUid, truth };
}

/**
 * The folder of the demo study, generated when it is not there yet. Reports stored with it stay
 * until the folder is deleted.
 */
export async function demoFolder(
  cacheDirectory: string,
  onProgress: (message: string) => void,
): Promise<string> {
  const folder = path.join(cacheDirectory, `demo-${PHANTOM_VERSION}`);
  const study = path.join(folder, 'study');
  const isThere = await access(study).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;

  onProgress('Generating the demo study, a synthetic chest CT (60 MB, once) …');
  await mkdir(folder, { recursive: true });
  const unfinished = await mkdtemp(path.join(cacheDirectory, 'demo-unfinished-'));
  try {
    await writePhantomStudy(unfinished);
    await rename(unfinished, study);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}
