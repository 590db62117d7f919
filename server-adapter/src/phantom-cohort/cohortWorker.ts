import path from 'node:path';
import { promisify } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import {
  cohortCase,
  encodeNiftiImage,
  encodeNiftiMask,
  offLesionCase,
} from '@mutation-prediction/core';
import { writeOutput } from '../case/writeOutput.js';
import { caseId, cohortRow, offLesionRow } from './cohortTable.js';
import type { CohortShare, WrittenCase } from './writePhantomCohort.js';

/** Noise hardly compresses: more effort costs time and saves nothing. */
const compress = (file: Uint8Array) => promisify(gzip)(file, { level: 1 });

const { out, seed, indices, offLesion, anatomy } = workerData as CohortShare;
for (const index of indices) {
  const { ct, mask, row } = make(index);
  const folder = path.join(out, 'cases', caseId(index));
  const [image, contours] = await Promise.all([
    compress(encodeNiftiImage(ct)),
    compress(encodeNiftiMask(mask)),
  ]);
  await writeOutput(path.join(folder, 'ct.nii.gz'), image);
  await writeOutput(path.join(folder, 'mask.nii.gz'), contours);
  parentPort?.postMessage({ index, row } satisfies WrittenCase);
}

function make(index: number) {
  if (offLesion) {
    const placed = offLesionCase(seed, index, anatomy);
    return { ...placed, row: offLesionRow(index, placed) };
  }
  const lesion = cohortCase(seed, index, anatomy);
  return { ...lesion, row: cohortRow(seed, index, lesion) };
}
