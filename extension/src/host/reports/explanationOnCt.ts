import type { Grid, IndexBox, Mask, SavedMap, Vector3 } from '@mutation-prediction/core';
import {
  lpsToIndex,
  indexToLps,
  resampleLinear,
  resampleMask,
  savedActivation,
} from '@mutation-prediction/core';
import type { Explanation } from '../../contract.js';
import type { ViewerCt } from '../ct/viewerCt.js';

const OUTSIDE_HU = -1000;

/**
 * Stored maps over the CT that they lie on, as of a network that looks at a volume.
 *
 * @param mask the lesion on the CT's grid, where its contours are known
 */
export async function explanationOnCt(
  saved: readonly SavedMap[],
  ct: Pick<ViewerCt, 'grid' | 'readRegion'>,
  mask: Mask | undefined,
): Promise<Explanation> {
  const { maps, grid } = savedActivation(saved);
  const region = await ct.readRegion(boxAround(grid, ct.grid));
  const [columns, rows, slices] = grid.size;
  return {
    seen: {
      images: [
        {
          ...{ input: maps.input, kind: 'volume', unit: 'hu', grids: [grid] },
          data: resampleLinear(region, grid, OUTSIDE_HU),
          mask: mask ? resampleMask(mask, grid).data : new Uint8Array(columns * rows * slices),
        },
      ],
    },
    activationMaps: [maps],
  };
}

/** The voxels of a CT in which a grid lies. */
function boxAround(grid: Grid, { axes, origin, size }: Grid): IndexBox {
  const corners = [0, 1].flatMap((i) =>
    [0, 1].flatMap((j) =>
      [0, 1].map((k): Vector3 => {
        const last: Vector3 = [grid.size[0] - 1, grid.size[1] - 1, grid.size[2] - 1];
        return lpsToIndex(
          { axes, origin, size },
          indexToLps(grid, [i * last[0], j * last[1], k * last[2]]),
        );
      }),
    ),
  );
  const along = (axis: 0 | 1 | 2) => corners.map((corner) => Math.round(corner[axis]));
  const lower = (axis: 0 | 1 | 2) => Math.max(0, Math.min(...along(axis)));
  const upper = (axis: 0 | 1 | 2) => Math.min(size[axis], Math.max(...along(axis)) + 1);
  return {
    lower: [lower(0), lower(1), lower(2)],
    upper: [upper(0), upper(1), upper(2)],
  };
}
