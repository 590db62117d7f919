import type { Mask, Vector3 } from '@mutation-prediction/core';
import { indexToLps, resampleLinear, spacing } from '@mutation-prediction/core';
import { contours } from 'd3-contour';
import type { ViewportPlane } from './viewportPlane.js';
import { sampledGrid, sampledPlaneAround } from './viewportPlane.js';

const MOST_SAMPLES = 320;

/**
 * The outline of a mask on a viewport's slice: where the mask, linear between its voxels, is a half (marching
 * squares). On the CT's own slices it runs half-way between the voxels inside and those outside.
 *
 * @param mask cropped to the lesion
 * @returns an SVG path in the plane's (a, b), mm; empty where the slice does not meet the mask
 */
export function sliceContour(mask: Mask, plane: ViewportPlane): string {
  const step = Math.min(...spacing(mask.grid)) / 2;
  const samples = sampledPlaneAround(outerCorners(mask), plane, step, MOST_SAMPLES);
  if (!samples) return '';
  const [columns, rows] = samples.size;
  const values = resampleLinear(mask, sampledGrid(plane, samples), 0);
  const [outline] = contours().size([columns, rows]).thresholds([0.5])([...values]);
  const place = ([x = 0, y = 0]: readonly number[]) =>
    // d3 has sample (i, j) at (i + ½, j + ½).
    [x, y]
      .map((along, axis) => (samples.first[axis]! + (along - 0.5) * samples.stepMm).toFixed(2))
      .join(' ');
  return (outline?.coordinates ?? [])
    .flat()
    .map((ring) => `M${ring.slice(0, -1).map(place).join('L')}Z`)
    .join('');
}

/** Of the voxels' outer faces. */
function outerCorners({ grid }: Mask): Vector3[] {
  const [i, j, k] = grid.size.map((count) => [-0.5, count - 0.5] as const);
  return i!.flatMap((x) => j!.flatMap((y) => k!.map((z) => indexToLps(grid, [x, y, z]))));
}
