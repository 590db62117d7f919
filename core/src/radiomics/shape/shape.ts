import type { Vector3 } from '../../imaging/vector.js';
import { countInside } from '../roi/countInside.js';
import { meshDiameters } from './diameters.js';
import type { FeatureValues } from '../features/featureNames.js';
import { surfaceMesh } from './mesh.js';
import { symmetricEigenvalues } from '../features/symmetricEigenvalues.js';

/**
 * Shape in three dimensions (IBSI 3.1) of the surface mesh and the N voxel centres, mm. λ: variances of the
 * centres along their principal axes (divided by N, where IBSI's axis lengths divide by N − 1).
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
  const voxelCount = countInside(mask);
  const [least, minor, major] = principalVariances(mask, size, spacingMm);
  return {
    // √(λ_minor / λ_major); IBSI Q3CK
    Elongation: Math.sqrt(minor / major),
    // √(λ_least / λ_major); IBSI N17B
    Flatness: Math.sqrt(least / major),
    // 4 · √λ_least
    LeastAxisLength: 4 * Math.sqrt(least),
    // 4 · √λ_major
    MajorAxisLength: 4 * Math.sqrt(major),
    // largest distance of vertices in a plane of equal j
    Maximum2DDiameterColumn: diameters.column,
    // largest distance of vertices in a plane of equal i
    Maximum2DDiameterRow: diameters.row,
    // largest distance of vertices in a plane of equal k
    Maximum2DDiameterSlice: diameters.slice,
    // largest distance of vertices; IBSI L0JK
    Maximum3DDiameter: diameters.maximum3D,
    // V = Σ a · (b × c) / 6 over the triangles abc; IBSI RNU0
    MeshVolume: volumeMm3,
    // 4 · √λ_minor
    MinorAxisLength: 4 * Math.sqrt(minor),
    // ∛(36 · π · V²) / A; IBSI QCFX
    Sphericity: Math.cbrt(36 * Math.PI * volumeMm3 ** 2) / areaMm2,
    // A = Σ |(b − a) × (c − a)| / 2 over the triangles abc; IBSI C0JK
    SurfaceArea: areaMm2,
    // A / V; IBSI 2PR5
    SurfaceVolumeRatio: areaMm2 / volumeMm3,
    // N · voxel volume; IBSI YEKZ
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
  [ni, nj, nk]: Vector3,
  [si, sj, sk]: Vector3,
): [number, number, number] {
  // Sums of indices and of their products are whole numbers, and so exact.
  let [count, voxel] = [0, 0];
  let [x, y, z, xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      let [inRow, sum, squares] = [0, 0, 0];
      for (let i = 0; i < ni; i++) {
        if (mask[voxel++] === 0) continue;
        inRow++;
        sum += i;
        squares += i * i;
      }
      count += inRow;
      x += sum;
      y += inRow * j;
      z += inRow * k;
      xx += squares;
      xy += sum * j;
      xz += sum * k;
      yy += inRow * j * j;
      yz += inRow * j * k;
      zz += inRow * k * k;
    }
  }
  const covariance = (product: number, a: number, b: number) => (product - (a / count) * b) / count;
  const [cxy, cxz, cyz] = [
    covariance(xy, x, y) * si * sj,
    covariance(xz, x, z) * si * sk,
    covariance(yz, y, z) * sj * sk,
  ];
  const matrix = Float64Array.of(
    covariance(xx, x, x) * si * si,
    cxy,
    cxz,
    cxy,
    covariance(yy, y, y) * sj * sj,
    cyz,
    cxz,
    cyz,
    covariance(zz, z, z) * sk * sk,
  );
  // Flat ROIs have variances of 0 that may come out a rounding error below.
  const [least, minor, major] = symmetricEigenvalues(matrix, 3).map((v) => Math.max(0, v));
  return [least!, minor!, major!];
}
