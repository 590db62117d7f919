import type { Grid } from '../imaging/grid.js';
import type { Shape } from './shape.js';

/** A slice is the mean of this many planes across its thickness: partial volume as in a scanner. */
const PLANES_PER_SLICE = 3;

/**
 * Paints shapes, later ones over earlier ones, onto a background.
 *
 * Edges are anti-aliased: in the plane a shape covers a pixel by its signed distance over the pixel's
 * width; across the slice the planes are averaged.
 *
 * @param grid axial: axes along L, P and S
 * @returns HU per voxel of the grid
 */
export function renderShapes(shapes: readonly Shape[], grid: Grid, background: number) {
  const [columns, rows, slices] = grid.size;
  const thickness = grid.axes[2][2];
  const voxels = new Float32Array(columns * rows * slices);
  const plane = new Float32Array(columns * rows);
  for (let k = 0; k < slices; k++) {
    const slice = voxels.subarray(k * plane.length, (k + 1) * plane.length);
    for (let n = 0; n < PLANES_PER_SLICE; n++) {
      const offset = (n + 0.5) / PLANES_PER_SLICE - 0.5;
      plane.fill(background);
      paintShapes(shapes, grid, grid.origin[2] + (k + offset) * thickness, plane);
      for (let p = 0; p < plane.length; p++) slice[p]! += plane[p]! / PLANES_PER_SLICE;
    }
  }
  return voxels;
}

/** Paints the shapes where they cut the plane at `z` (LPS mm), over what is there. */
export function paintShapes(
  shapes: readonly Shape[],
  grid: Grid,
  z: number,
  plane: Float32Array,
): void {
  for (const shape of shapes) {
    if (z >= shape.lower[2] && z <= shape.upper[2]) paintShape(shape, grid, z, plane);
  }
}

function paintShape(shape: Shape, grid: Grid, z: number, plane: Float32Array): void {
  const columns = grid.size[0];
  const width = grid.axes[0][0];
  const [firstColumn, lastColumn] = indexRange(shape, grid, 0);
  const [firstRow, lastRow] = indexRange(shape, grid, 1);
  const { hu } = shape;
  for (let j = firstRow; j <= lastRow; j++) {
    const y = grid.origin[1] + j * grid.axes[1][1];
    for (let i = firstColumn; i <= lastColumn; i++) {
      const x = grid.origin[0] + i * width;
      const coverage = 0.5 - shape.signedDistance(x, y, z) / width;
      if (coverage <= 0) continue;
      const p = j * columns + i;
      const inside = typeof hu === 'number' ? hu : hu(x, y, z);
      plane[p] = coverage >= 1 ? inside : plane[p]! + coverage * (inside - plane[p]!);
    }
  }
}

/** Indices along an axis that a shape can touch, one voxel more for its soft edge. */
function indexRange(shape: Shape, grid: Grid, axis: 0 | 1): [number, number] {
  const step = grid.axes[axis][axis];
  const first = Math.floor((shape.lower[axis] - grid.origin[axis]) / step) - 1;
  const last = Math.ceil((shape.upper[axis] - grid.origin[axis]) / step) + 1;
  return [Math.max(first, 0), Math.min(last, grid.size[axis] - 1)];
}
