import type { Grid, IndexBox } from '../imaging/grid.js';
import type { VoxelRun } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type {
  ModelInput,
  PatchInput,
  SlicesInput,
  VolumeInput,
} from '../contract/modelManifest.js';
import { boxRegion } from '../views/box.js';
import { lesionRegion } from '../views/cube.js';
import { clipBox, lesionSampleBox, unionBox, widenedByMm } from './boxes.js';
import { nearestPixel, patientOrder, reorderBox } from './patientOrder.js';

/** A lesion as it lies on the grid of its CT. */
export interface LesionOnGrid {
  readonly grid: Grid;
  readonly runs: readonly VoxelRun[];
  readonly boundingBox: IndexBox;
  readonly centroidLps: Vector3;
}

/**
 * The voxels that a model's inputs are made of: of each what it reads, and the whole lesion where it
 * looks at its contours.
 *
 * @returns undefined where no input looks at the image
 */
export function inputRegion(
  lesion: LesionOnGrid,
  inputs: readonly ModelInput[],
): IndexBox | undefined {
  return inputs
    .map((input) => regionOf(lesion, input))
    .filter((box) => box !== undefined)
    .reduce<IndexBox | undefined>((union, box) => (union ? unionBox(union, box) : box), undefined);
}

function regionOf(lesion: LesionOnGrid, input: ModelInput): IndexBox | undefined {
  const { grid, boundingBox, centroidLps } = lesion;
  switch (input.kind) {
    case 'views':
      return lesionRegion(grid, centroidLps, input.cube);
    case 'volume':
      return volumeRegion(lesion, input);
    case 'patch':
      return patchRegion(lesion, input);
    case 'slices':
      return slicesRegion(lesion, input);
    case 'radiomics':
      return widenedByMm(grid, boundingBox, input.contextMm);
    case 'clinical':
      return undefined;
  }
}

function volumeRegion({ grid, runs, boundingBox, centroidLps }: LesionOnGrid, input: VolumeInput) {
  if (input.crop.kind === 'bounding-box') {
    return boxRegion(grid, lesionSampleBox(grid, runs, input));
  }
  const cube = lesionRegion(grid, centroidLps, { ...input, size: input.crop.size });
  return input.outsideMaskHu === undefined ? cube : unionBox(cube, boundingBox);
}

/** Around whichever slice and pixel will be the middle: it lies in the lesion's box. */
function patchRegion({ grid, boundingBox }: LesionOnGrid, { size }: PatchInput): IndexBox {
  const order = patientOrder(grid);
  const { lower, upper } = reorderBox(boundingBox, order, 'patient');
  const box: IndexBox = {
    lower: [lower[0] - size, lower[1] - size, lower[2]],
    upper: [upper[0] + size, upper[1] + size, upper[2]],
  };
  return clipBox(grid, reorderBox(box, order, 'grid'));
}

function slicesRegion({ grid, boundingBox, centroidLps }: LesionOnGrid, input: SlicesInput) {
  const order = patientOrder(grid);
  const [column, row, slice] = nearestPixel(grid, order, centroidLps);
  const half = input.crop / 2;
  const box: IndexBox = {
    lower: [column - Math.ceil(half), row - Math.ceil(half), slice - Math.ceil(input.count / 2)],
    upper: [column + Math.ceil(half), row + Math.ceil(half), slice + Math.ceil(input.count / 2)],
  };
  return unionBox(boundingBox, clipBox(grid, reorderBox(box, order, 'grid')));
}
