import { MutationPredictionError } from '@mutation-prediction/core';
import { chooseViewerCt } from '../ct/ctChoice.js';
import type { ViewerSegmentation } from './openSegmentation.js';
import type { ViewerCt, ViewerCts } from '../ct/viewerCt.js';

/**
 * Whether a segmentation in the viewer still is, voxel by voxel, the object it was loaded from. The
 * viewer also reports a change when nothing was drawn, for instance on loading.
 */
export async function equalContours(
  object: ViewerSegmentation,
  drawn: ViewerSegmentation,
  cts: ViewerCts,
): Promise<boolean> {
  const { ct } = chooseViewerCt(drawn.reference, cts);
  const numbers = new Set([...object.segments, ...drawn.segments].map(({ number }) => number));
  for (const number of numbers) {
    const before = await voxels(object, ct, number);
    const after = await voxels(drawn, ct, number);
    const isEqual =
      before && after ? equalBytes(before, after) : !hasVoxel(before) && !hasVoxel(after);
    if (!isEqual) return false;
  }
  return true;
}

/** `undefined` where the segment has no voxels on this CT. */
async function voxels(
  segmentation: ViewerSegmentation,
  ct: ViewerCt,
  number: number,
): Promise<Uint8Array | undefined> {
  try {
    return (await segmentation.maskOn(ct, number)).mask.data;
  } catch (error) {
    if (error instanceof MutationPredictionError) return undefined;
    throw error;
  }
}

const hasVoxel = (mask: Uint8Array | undefined) => mask?.includes(1) ?? false;

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}
