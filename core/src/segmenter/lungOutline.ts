import { connectRuns } from '../imaging/connectedComponents.js';
import type { Grid } from '../imaging/grid.js';
import { voxelVolume } from '../imaging/gridGeometry.js';
import { fillRuns, maskRuns } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import { aeratedLung } from '../plausibility/aeratedLung.js';
import { atLeast, depthInside, dilate, intersect } from './morphology.js';

/** Radius of the ball: the flatter it passes a lesion's neck, the less of the lesion is cut off with it. */
const BALL_MM = 28;
/** At a lesion's neck the closed lung ends this far before the pleura: the ball bulges into it. */
const FALLS_SHORT_MM = 0.75;
/** The walls of airways and where both lungs touch are no thicker: what joins them, mm. */
const BRIDGE_MM = 2.5;
/** Smaller parts are pockets of air between what else is there. */
const SMALLEST_LUNG_MM3 = 1000;

/**
 * How deep each voxel lies in the lung as it would be without lesions and vessels, mm, negative outside: the
 * aerated lung nearest to a place, closed by a ball. Chest wall, mediastinum and diaphragm that touch a lesion
 * are cut off where a ball that rolls along the pleura from outside passes the lesion's neck.
 *
 * @param hu smoothed, on a grid of cubes that is wider than the ball on all sides of the lesion
 * @param place voxel (i, j, k)
 * @returns `undefined` where there is no aerated lung
 */
export function lungOutline(
  grid: Grid,
  hu: Float32Array,
  place: Vector3,
): Float32Array | undefined {
  const aerated = aeratedLung({ grid, data: hu }).data;
  const part = nearestPart(grid, atLeast(depthInside(aerated, grid), BRIDGE_MM), place);
  if (!part) return undefined;
  const lung = intersect(dilate(part, grid, 2 * BRIDGE_MM), aerated);
  const widened = dilate(lung, grid, BALL_MM);
  return depthInside(widened, grid).map((depth) => depth - BALL_MM + FALLS_SHORT_MM);
}

function nearestPart(grid: Grid, data: Uint8Array, [i, j, k]: Vector3): Uint8Array | undefined {
  const leastVoxels = SMALLEST_LUNG_MM3 / voxelVolume(grid);
  const parts = connectRuns(maskRuns({ grid, data }), grid.size[1])
    .filter(({ voxelCount }) => voxelCount >= leastVoxels)
    .map(({ runs }) => {
      const squaredVoxels = runs.map((run) => {
        const columns = Math.max(run.start - i, 0, i - (run.end - 1));
        return columns ** 2 + (run.j - j) ** 2 + (run.k - k) ** 2;
      });
      return { runs, squared: squaredVoxels.reduce((least, next) => Math.min(least, next)) };
    });
  if (parts.length === 0) return undefined;
  const { runs } = parts.reduce((a, b) => (b.squared < a.squared ? b : a));
  return fillRuns(grid, runs).data;
}
