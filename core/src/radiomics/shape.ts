import type { Vector3 } from '../imaging/vector.js';
import { meshDiameters } from './diameters.js';
import type { FeatureValues } from './featureNames.js';
import { surfaceMesh } from './mesh.js';
import { symmetricEigenvalues } from './symmetricEigenvalues.js';

/**
 * Shape in three dimensions (IBSI 3.1) of the surface mesh and the voxel centres, mm.
 *
 * @param mask cropped to the ROI, which has at least one voxel
 */
export function shapeFeatures(
  mask: Uint8Array,
  size: Vector3,
  spacingMm: Vector3,
): FeatureValues<'shape'> {
  const padded = pad(mask, size);
  const paddedSize: Vector3 = [size[0] + 2, size[1] + 2, size[2] + 2];
  const { areaMm2, volumeMm3 } = surfaceMesh(padded, paddedSize, spacingMm);
  const diameters = meshDiameters(padded, paddedSize, spacingMm);
  const voxelCount = mask.reduce((sum, inside) => sum + inside, 0);
  const [least, minor, major] = principalVariances(mask, size, spacingMm);
  return {
    Elongation: Math.sqrt(minor / major),
    Flatness: Math.sqrt(least / major),
    LeastAxisLength: 4 * Math.sqrt(least),
    MajorAxisLength: 4 * Math.sqrt(major),
    Maximum2DDiameterColumn: diameters.column,
    Maximum2DDiameterRow: diameters.row,
    Maximum2DDiameterSlice: diameters.slice,
    Maximum3DDiameter: diameters.maximum3D,
    MeshVolume: volumeMm3,
    MinorAxisLength: 4 * Math.sqrt(minor),
    Sphericity: Math.cbrt(36 * Math.PI * volumeMm3 ** 2) / areaMm2,
    SurfaceArea: areaMm2,
    SurfaceVolumeRatio: areaMm2 / volumeMm3,
    VoxelVolume: voxelCount * spacingMm[0] * spacingMm[1] * spacingMm[2],
  };
}

function pad(mask: Uint8Array, [ni, nj, nk]: Vector3): Uint8Array {
  const padded = new Uint8Array((ni + 2) * (nj + 2) * (nk + 2));
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = (k * nj + j) * ni;
      padded.set(mask.subarray(row, row + ni), ((k + 1) * (nj + 2) + j + 1) * (ni + 2) + 1);
    }
  }
  return padded;
}

/** Variances of the voxel centres along their principal axes, ascending, mm². */
function principalVariances(
  mask: Uint8Array,
  [ni, nj]: Vector3,
  [si, sj, sk]: Vector3,
): [number, number, number] {
  const points: Vector3[] = [];
  mask.forEach((inside, n) => {
    if (!inside) return;
    const row = Math.floor(n / ni);
    points.push([(n - row * ni) * si, (row % nj) * sj, Math.floor(row / nj) * sk]);
  });
  const mean = [0, 1, 2].map(
    (axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length,
  );
  const covariance = new Float64Array(9);
  for (const point of points) {
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        covariance[3 * a + b]! += ((point[a]! - mean[a]!) * (point[b]! - mean[b]!)) / points.length;
      }
    }
  }
  // Flat ROIs have variances of 0 that may come out a rounding error below.
  const [least, minor, major] = symmetricEigenvalues(covariance, 3).map((v) => Math.max(0, v));
  return [least!, minor!, major!];
}
