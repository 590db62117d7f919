import type { Grid } from '../../imaging/grid.js';
import type { Shape } from '../shape.js';
import { paintShapes } from '../render.js';
import { emptyPlane } from './drawing/plane.js';
import type { LifelikeChest } from './lifelikeChest.js';
import { toTemplate } from './lifelikeChest.js';

/** A slice is the mean of planes at most this far apart, mm, and of two at least where it is thicker. */
const PLANE_MM = 1.3;

export interface RenderedChest {
  readonly hu: Float32Array;
  /** Index into `ORGANS` of what is in the middle of each voxel, before lesions. */
  readonly organ: Uint8Array;
}

/**
 * Paints a chest, and shapes over it, onto an axial grid.
 *
 * @param grid in the patient's frame: axes along L, P and S
 * @param lesions in the patient's frame
 */
export function renderChest(
  chest: LifelikeChest,
  lesions: readonly Shape[],
  grid: Grid,
): RenderedChest {
  const [columns, rows, slices] = grid.size;
  const [sx, sy, sz] = chest.subject.scale;
  const dz = grid.axes[2][2];
  const planes = Math.max(Math.ceil(dz / PLANE_MM), 1);
  const plane = emptyPlane({
    columns,
    rows,
    x0: grid.origin[0] / sx,
    y0: grid.origin[1] / sy,
    dx: grid.axes[0][0] / sx,
    dy: grid.axes[1][1] / sy,
    thickness: dz / planes / sz,
  });
  const opposite = [columns, rows, slices].map(
    (count, axis) => grid.origin[axis]! + count * grid.axes[axis]![axis]!,
  );
  const paint = chest.painter({
    lower: toTemplate(chest.subject, grid.origin),
    upper: toTemplate(chest.subject, [opposite[0]!, opposite[1]!, opposite[2]!]),
  });
  const area = columns * rows;
  const hu = new Float32Array(area * slices);
  const organ = new Uint8Array(area * slices);
  for (let k = 0; k < slices; k++) {
    const slice = hu.subarray(k * area, (k + 1) * area);
    for (let n = 0; n < planes; n++) {
      const z = grid.origin[2] + (k + (n + 0.5) / planes - 0.5) * dz;
      paint(plane, z / sz);
      if (n === planes >> 1) organ.set(plane.organ, k * area);
      paintShapes(lesions, grid, z, plane.hu);
      for (let p = 0; p < area; p++) slice[p]! += plane.hu[p]! / planes;
    }
  }
  return { hu, organ };
}
