import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ctDigest, digestOf, fileDigest } from '../cohort/contentDigest.js';
import type { Scan } from '../cohort/findCohort.js';
import { walkFolder } from '../cohort/walkFolder.js';
import type { CaseFiles } from './caseFiles.js';

/**
 * SHA-256 over what a case's image and mask hold, wherever they lie.
 *
 * @param scan says of files what they are
 * @throws MutationPredictionError `no-ct` when a folder cannot be read; what reading a file throws
 */
export async function caseContent({ image, mask }: CaseFiles, scan: Scan): Promise<string> {
  const files = new Set([...(await filesOf(image)), ...(await filesOf(mask))]);
  const scanned = await scan([...files]);
  const slices = scanned.filter((file) => file.kind === 'ct');
  const others = await Promise.all(
    scanned.map((file) => {
      if (file.kind === 'segmentation') return file.sha256;
      return file.kind === 'image-file' ? fileDigest(file.file) : undefined;
    }),
  );
  const digests = others.filter((digest) => digest !== undefined);
  // Of NIfTI and NRRD the order tells which is the image; DICOM objects say so themselves.
  return digestOf([ctDigest(slices), ...(slices.length > 0 ? digests.sort() : digests)]);
}

async function filesOf(place: string): Promise<readonly string[]> {
  const found = await stat(place);
  if (!found.isDirectory()) return [place];
  return (await walkFolder(place)).files.map((file) => path.join(place, file));
}
