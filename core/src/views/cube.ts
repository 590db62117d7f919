import type { Grid, IndexBox } from '../imaging/grid.js';
import type { Vector3 } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import type { SampleBox } from './box.js';
import { boxRegion, sampleBox, sampleMaskBox } from './box.js';

/** How a model samples the CT around a lesion: `size` samples along each of L, P and S. */
export interface CubeSpec {
  readonly size: number;
  readonly spacingMm: number;
  readonly outsideHu: number;
}

/** The voxels that the cube around a lesion needs; see `boxRegion`. */
export function lesionRegion(grid: Grid, centreLps: Vector3, cube: CubeSpec): IndexBox {
  return boxRegion(grid, cubeBox(centreLps, cube));
}

/**
 * Samples the cube around a lesion from the region that {@link lesionRegion} asked for; see
 * `sampleBox`.
 *
 * @returns int16 [size, size, size] in the order z, y, x: x (patient L) runs fastest
 */
export function sampleCube(region: Volume, centreLps: Vector3, cube: CubeSpec): Int16Array {
  return sampleBox(region, cubeBox(centreLps, cube));
}

/** The lesion at the samples of {@link sampleCube}, 0 or 1; see `sampleMaskBox`. */
export function sampleMaskCube(region: Mask, centreLps: Vector3, cube: CubeSpec): Uint8Array {
  return sampleMaskBox(region, cubeBox(centreLps, cube));
}

export function cubeBox(centreLps: Vector3, { size, spacingMm, outsideHu }: CubeSpec): SampleBox {
  return { centreLps, size: [size, size, size], spacingMm, outsideHu };
}
