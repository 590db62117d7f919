import type { MaskRuns } from '../imaging/maskRuns.js';
import { shiftGrid } from '../imaging/gridGeometry.js';
import { maskRuns, shiftRun } from '../imaging/maskRuns.js';
import type { FoundNodule } from './findNodule.js';
import { grow } from './grow.js';
import { growthOf } from './growth.js';
import { boxAround, resample } from './workingGrid.js';

/**
 * The mask of a nodule, on the grid that it was found on.
 *
 * @param size from −1, tight (without ground glass and irregular edges), over 0 to 1, loose (with halo,
 *   spicules and the roots of vessels)
 */
export function segmentNodule({ grid, field, core, ...found }: FoundNodule, size = 0): MaskRuns {
  const growth = growthOf(size, found.lungHu, found.noduleHu, found.opening);
  const { mask } = grow(field, core.voxel, growth, core);
  const box = boxAround(grid, field.grid);
  const shares = resample({ grid: field.grid, data: new Float32Array(mask) }, shiftGrid(grid, box));
  const runs = maskRuns({
    grid: shiftGrid(grid, box),
    data: moreThanHalf(shares),
  });
  return { grid, runs: runs.map((run) => shiftRun(run, box.lower)) };
}

function moreThanHalf(shares: Float32Array): Uint8Array {
  const mask = new Uint8Array(shares.length);
  for (let n = 0; n < mask.length; n++) mask[n] = shares[n]! > 0.5 ? 1 : 0;
  return mask;
}
