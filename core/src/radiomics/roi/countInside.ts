/** Number of voxels of a mask. */
export function countInside(mask: Uint8Array): number {
  let count = 0;
  for (let n = 0; n < mask.length; n++) if (mask[n] !== 0) count++;
  return count;
}
