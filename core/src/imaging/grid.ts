import type { Vector3 } from './vector.js';

/**
 * A regular voxel grid in the patient's coordinate system.
 *
 * Index (i, j, k) counts columns, rows and slices; the centre of voxel (i, j, k) lies at
 * `origin + i·axes[0] + j·axes[1] + k·axes[2]` in DICOM's LPS frame, mm (PS3.3 C.7.6.2.1.1).
 * The axes carry the spacing and are mutually orthogonal: readers refuse sheared (tilted) series.
 */
export interface Grid {
  /** Columns, rows, slices. */
  readonly size: Vector3;
  /** LPS position of the centre of voxel (0, 0, 0), mm. */
  readonly origin: Vector3;
  /** Step in LPS mm per index along i, j and k. */
  readonly axes: readonly [Vector3, Vector3, Vector3];
}

/** Half-open index box: `lower` is inside, `upper` is not. */
export interface IndexBox {
  readonly lower: Vector3;
  readonly upper: Vector3;
}
