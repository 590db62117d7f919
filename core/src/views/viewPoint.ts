import type { Vector3 } from '../imaging/vector.js';
import type { ViewPlane } from '../contract/modelManifest.js';
import type { LesionViews } from './lesionViews.js';
import { planeToCubeIndex } from './planes.js';
import { resizedToSource } from './resize.js';

/**
 * Where in the patient a pixel of a view lies, LPS mm.
 *
 * @param row row of the resized view, 0 ≤ row < views.size; fractions allowed
 * @param column likewise
 */
export function viewPointToLps(
  views: Pick<LesionViews, 'size' | 'cubeSize' | 'cubeSpacingMm' | 'centreLps'>,
  plane: ViewPlane,
  row: number,
  column: number,
): Vector3 {
  const { size, cubeSize, cubeSpacingMm, centreLps } = views;
  const [z, y, x] = planeToCubeIndex(
    plane,
    resizedToSource(row, cubeSize, size),
    resizedToSource(column, cubeSize, size),
    cubeSize,
  );
  const middle = (cubeSize - 1) / 2;
  return [
    centreLps[0] + (x - middle) * cubeSpacingMm,
    centreLps[1] + (y - middle) * cubeSpacingMm,
    centreLps[2] + (z - middle) * cubeSpacingMm,
  ];
}
