import type { CtImage, Grid, PredictionRequest, Vector3 } from '@mutation-prediction/core';
import { cropVolume, preparePrediction } from '@mutation-prediction/core';
import { readPackage } from './nodeReference.js';

/** An anisotropic axial CT, as thoracic CTs are. */
const grid: Grid = {
  size: [150, 150, 90],
  origin: [-52.5, -52.5, -56.25],
  axes: [
    [0.7, 0, 0],
    [0, 0.7, 0],
    [0, 0, 1.25],
  ],
};
const centreLps: Vector3 = [3.3, -2.1, 4.7];
const radiusMm = 11;

/** A textured ball in textured lung, and the request that a host would make of it. */
export async function syntheticRequest(modelId?: string): Promise<PredictionRequest> {
  const voxels = grid.size[0] * grid.size[1] * grid.size[2];
  const hu = new Int16Array(voxels);
  const mask = new Uint8Array(voxels);
  forEachVoxel((index, point) => {
    const distance = Math.hypot(...point.map((x, axis) => x - (centreLps[axis] ?? 0)));
    const [x, y, z] = point;
    const texture = 60 * Math.sin(x / 3) * Math.cos(y / 4) + 40 * Math.sin(z / 5 + x / 7);
    hu[index] = Math.round((distance <= radiusMm ? 30 : -820) + texture);
    mask[index] = distance <= radiusMm ? 1 : 0;
  });
  const ct: CtImage = {
    grid,
    acquisition: { modality: 'CT', bodyPartExamined: 'CHEST', sliceThicknessMm: 1.25 },
    readRegion: (box) => Promise.resolve(cropVolume({ grid, data: hu }, box)),
  };
  const { manifest } = await readPackage(modelId);
  return preparePrediction(
    ct,
    { grid, data: mask },
    {
      label: 'Lesion 1',
      trackingUid: '2.25.1',
      segmentation: { kind: 'labelmap', segmentNumber: 1 },
    },
    { ageYears: 64, sex: 'F' },
    manifest,
  );
}

function forEachVoxel(visit: (index: number, pointLps: Vector3) => void): void {
  const [columns, rows, slices] = grid.size;
  const at = (axis: 0 | 1 | 2, step: number) => grid.origin[axis] + step * grid.axes[axis][axis];
  for (let k = 0, index = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, index++) visit(index, [at(0, i), at(1, j), at(2, k)]);
    }
  }
}
