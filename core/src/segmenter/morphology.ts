import { squaredDistances } from '../imaging/distanceTransform.js';
import type { Grid } from '../imaging/grid.js';
import { spacing } from '../imaging/gridGeometry.js';

// Voxels are gone through by plain loops: `from` with a function takes fifty times as long.

const { sqrt } = Math;

/** Voxels of `mask` (ones) that hang together with `start` over faces; none where it is not one of them. */
export function partAround(mask: Uint8Array, { size }: Grid, start: number): Uint8Array {
  const part = new Uint8Array(mask.length);
  spread(mask, size, [start], part);
  return part;
}

/** Fills what the mask encloses: voxels from which no way over faces leads to the grid's border. */
export function fillHoles(mask: Uint8Array, { size }: Grid): Uint8Array {
  const [columns, rows, slices] = size;
  const around = inverse(mask);
  const border: number[] = [];
  for (let k = 0, n = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      const isOnFace = k === 0 || k === slices - 1 || j === 0 || j === rows - 1;
      for (let i = 0; i < columns; i++, n++) {
        if (isOnFace || i === 0 || i === columns - 1) border.push(n);
      }
    }
  }
  const reached = new Uint8Array(mask.length);
  spread(around, size, border, reached);
  return inverse(reached);
}

/** Marks in `reached` all ones that hang together with those among `starts`. */
function spread(
  ones: Uint8Array,
  [columns, rows, slices]: Grid['size'],
  starts: readonly number[],
  reached: Uint8Array,
): void {
  const plane = columns * rows;
  const last = plane * (slices - 1);
  const waiting = new Int32Array(ones.length);
  let count = 0;
  const visit = (n: number) => {
    if (ones[n] === 0 || reached[n] === 1) return;
    reached[n] = 1;
    waiting[count++] = n;
  };
  for (const start of starts) visit(start);
  while (count > 0) {
    const n = waiting[--count]!;
    const inPlane = n % plane;
    const i = n % columns;
    if (i > 0) visit(n - 1);
    if (i < columns - 1) visit(n + 1);
    if (inPlane >= columns) visit(n - columns);
    if (inPlane < plane - columns) visit(n + columns);
    if (n >= plane) visit(n - plane);
    if (n < last) visit(n + plane);
  }
}

/**
 * How deep each voxel of a mask on a grid of cubes lies in it: from its centre to the mask's surface, mm; 0
 * outside. The surface runs halfway between voxels in and out; the grid's border is none.
 */
export function depthInside(mask: Uint8Array, grid: Grid): Float32Array {
  const [step] = spacing(grid);
  const squared = squaredDistances({ grid, data: inverse(mask) });
  const depth = new Float32Array(squared.length);
  for (let n = 0; n < squared.length; n++) {
    if (squared[n] !== 0) depth[n] = sqrt(squared[n]!) - step / 2;
  }
  return depth;
}

/** A mask on a grid of cubes, and what lies within `mm` of its surface. */
export function dilate(mask: Uint8Array, grid: Grid, mm: number): Uint8Array {
  const [step] = spacing(grid);
  const reach = (mm + step / 2) ** 2;
  const squared = squaredDistances({ grid, data: mask });
  const dilated = new Uint8Array(mask.length);
  for (let n = 0; n < dilated.length; n++) dilated[n] = squared[n]! <= reach ? 1 : 0;
  return dilated;
}

/** Ones where a value is at least this much. */
export function atLeast(values: ArrayLike<number>, least: number): Uint8Array {
  const mask = new Uint8Array(values.length);
  for (let n = 0; n < mask.length; n++) mask[n] = values[n]! >= least ? 1 : 0;
  return mask;
}

export function intersect(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length);
  for (let n = 0; n < both.length; n++) both[n] = a[n]! & b[n]!;
  return both;
}

function inverse(mask: Uint8Array): Uint8Array {
  const others = new Uint8Array(mask.length);
  for (let n = 0; n < others.length; n++) others[n] = 1 - mask[n]!;
  return others;
}
