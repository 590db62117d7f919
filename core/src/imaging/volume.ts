import type { Grid } from './grid.js';

/** CT voxels in Hounsfield units on a grid; i runs fastest, then j, then k. */
export interface Volume {
  readonly grid: Grid;
  /** Int16 unless a fractional rescale slope needs Float32. */
  readonly data: Int16Array | Float32Array;
}

/** Values of any quantity on a grid; i runs fastest, then j, then k. */
export interface FloatVolume {
  readonly grid: Grid;
  readonly data: Float32Array;
}

/** A binary mask on a grid (0 or 1); i runs fastest, then j, then k. */
export interface Mask {
  readonly grid: Grid;
  readonly data: Uint8Array;
}
