import path from 'node:path';
import { promisify } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { cohortCase, encodeNiftiImage, encodeNiftiMask } from '@mutation-prediction/core';
import { writeOutput } from '../case/writeOutput.js';
import { caseId, cohortRow } from './cohortTable.js';
import type { CohortShare, WrittenCase } from './writePhantomCohort.js';

/** Noise hardly compresses: more effort costs time and saves nothing. */
const compress = (file: Uint8Array) => promisify(gzip)(file, { level: 1 });

const { out, seed, indices } = workerData as CohortShare;
for (const index of indices) {
  const synthetic = cohortCase(seed, index);
  const folder = path.join(out, 'cases', caseId(index));
  const [ct, mask] = await Promise.all([
    compress(encodeNiftiImage(synthetic.ct)),
    compress(encodeNiftiMask(synthetic.mask)),
  ]);
  await writeOutput(path.join(folder, 'ct.nii.gz'), ct);
  await writeOutput(path.join(folder, 'mask.nii.gz'), mask);
  const written: WrittenCase = { index, row: cohortRow(seed, index, synthetic) };
  parentPort?.postMessage(written);
}
