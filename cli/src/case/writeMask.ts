import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { encodeNiftiMask, fillRuns, type MaskRuns } from '@mutation-prediction/core';
import { writeOutput } from '@mutation-prediction/server-adapter/case';

/** Writes a mask as NIfTI, compressed where the name ends in .gz. */
export async function writeMask({ grid, runs }: MaskRuns, out: string): Promise<void> {
  const file = encodeNiftiMask(fillRuns(grid, runs));
  await writeOutput(out, /\.gz$/i.test(out) ? await promisify(gzip)(file) : file);
}
