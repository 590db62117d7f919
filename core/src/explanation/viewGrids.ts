import type { Grid } from '../imaging/grid.js';
import type { Vector3 } from '../imaging/vector.js';
import { add, cross, norm, scale, subtract } from '../imaging/vector.js';
import type { LesionViews } from '../views/lesionViews.js';
import { planeToCubeIndex } from '../views/planes.js';
import type { ViewPlane } from '../contract/modelManifest.js';

/**
 * Where the views lie in the patient, in their order: each a grid of one slice, with the samples of the cube
 * before they are resized. The slice's step is 1 mm along rows × columns.
 */
export function viewGrids(
  views: Pick<LesionViews, 'planes' | 'cubeSize' | 'cubeSpacingMm' | 'centreLps'>,
): Grid[] {
  return views.planes.map((plane) => viewGrid(plane, views));
}

function viewGrid(
  plane: ViewPlane,
  { cubeSize, cubeSpacingMm, centreLps }: Parameters<typeof viewGrids>[0],
): Grid {
  const middle = (cubeSize - 1) / 2;
  const sampleLps = (row: number, column: number): Vector3 => {
    const [z, y, x] = planeToCubeIndex(plane, row, column, cubeSize);
    return add(centreLps, scale([x - middle, y - middle, z - middle], cubeSpacingMm));
  };
  const origin = sampleLps(0, 0);
  const alongColumns = subtract(sampleLps(0, 1), origin);
  const alongRows = subtract(sampleLps(1, 0), origin);
  const normal = cross(alongColumns, alongRows);
  return {
    size: [cubeSize, cubeSize, 1],
    origin,
    axes: [alongColumns, alongRows, scale(normal, 1 / norm(normal))],
  };
}
