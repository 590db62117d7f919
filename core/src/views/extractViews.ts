import type { Vector3 } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import type { ViewsInput } from '../contract/modelManifest.js';
import { sampleCube, sampleMaskCube } from './cube.js';
import type { LesionViews } from './lesionViews.js';
import { copyPlane } from './planes.js';
import { resizeBilinear } from './resize.js';

/**
 * Cuts the views that a model asks for around a lesion.
 *
 * @param region CT voxels of `lesionRegion`
 * @param regionMask the lesion on the same grid
 * @param centreLps mean of the lesion's voxel centres, LPS mm
 */
export function extractViews(
  region: Volume,
  regionMask: Mask,
  centreLps: Vector3,
  { cube, planes, resize }: ViewsInput,
): LesionViews {
  const hu = sampleCube(region, centreLps, cube);
  const lesion = sampleMaskCube(regionMask, centreLps, cube);

  const planePixels = cube.size ** 2;
  const viewPixels = resize.size ** 2;
  const view = new Int16Array(planePixels);
  const views = new Float32Array(planes.length * viewPixels);
  const mask = new Uint8Array(planes.length * planePixels);
  planes.forEach((plane, index) => {
    copyPlane(hu, plane, cube.size, view, 0);
    resizeBilinear(view, cube.size, views, resize.size, index * viewPixels);
    copyPlane(lesion, plane, cube.size, mask, index * planePixels);
  });
  return {
    planes,
    size: resize.size,
    hu: views,
    cubeSize: cube.size,
    cubeSpacingMm: cube.spacingMm,
    mask,
    centreLps,
  };
}
