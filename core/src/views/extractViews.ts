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
  input: ViewsInput,
): LesionViews {
  const hu = cutViews(sampleCube(region, centreLps, input.cube), input);
  return viewsOfLesion(hu, regionMask, centreLps, input);
}

/**
 * The planes of a cube, resized: HU before clipping and normalisation.
 *
 * @param cube whole HU, int16 [size, size, size] in the order z, y, x
 * @returns float32 [planes, size, size]
 */
export function cutViews(
  cube: Int16Array,
  { cube: { size }, planes, resize }: Pick<ViewsInput, 'cube' | 'planes' | 'resize'>,
): Float32Array {
  const viewPixels = resize.size ** 2;
  const plane = new Int16Array(size ** 2);
  const views = new Float32Array(planes.length * viewPixels);
  planes.forEach((name, index) => {
    copyPlane(cube, name, size, plane, 0);
    resizeBilinear(plane, size, views, resize.size, index * viewPixels);
  });
  return views;
}

/** Views that were cut already, with the lesion on them and their place in the patient. */
export function viewsOfLesion(
  hu: Float32Array,
  regionMask: Mask,
  centreLps: Vector3,
  { cube, planes, resize }: ViewsInput,
): LesionViews {
  const lesion = sampleMaskCube(regionMask, centreLps, cube);
  const planePixels = cube.size ** 2;
  const mask = new Uint8Array(planes.length * planePixels);
  planes.forEach((plane, index) => copyPlane(lesion, plane, cube.size, mask, index * planePixels));
  return {
    planes,
    size: resize.size,
    hu,
    cubeSize: cube.size,
    cubeSpacingMm: cube.spacingMm,
    mask,
    centreLps,
  };
}
