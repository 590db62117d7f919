import type {
  ModelInput,
  PatchInput,
  SlicesInput,
  VolumeInput,
} from '../contract/modelManifest.js';
import type { PredictionRequest } from '../contract/request.js';
import type { Grid } from '../imaging/grid.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import { maskRuns } from '../imaging/maskRuns.js';
import { resampleMask } from '../imaging/resampleMask.js';
import type { Vector3 } from '../imaging/vector.js';
import { add, scale } from '../imaging/vector.js';
import { lesionSampleBox } from '../inputs/boxes.js';
import { largestSliceCentre } from '../inputs/largestSlice.js';
import { nearestPixel, patientOrder, type PatientOrder } from '../inputs/patientOrder.js';
import type { SampledInputs } from '../inputs/sampledInputs.js';
import type { SampleBox } from '../views/box.js';
import { cubeBox } from '../views/cube.js';
import { coveringGrid } from './coveringGrid.js';

/** What a network saw of the CT other than views: its patch, its slices or its volume, in the patient. */
export interface SeenImages {
  /** Tensor name of the input. */
  readonly input: string;
  readonly kind: 'patch' | 'slices' | 'volume';
  /** One per image, in the tensor's order. A patch or slice is a grid of one slice. */
  readonly grids: readonly Grid[];
  /** The images one after the other, each in the order of its grid. */
  readonly data: Float32Array | Int16Array;
  /** HU, but for slices, which are equalised to levels from 0 to 1. */
  readonly unit: 'hu' | 'level';
  /** The lesion on them, 0 or 1. */
  readonly mask: Uint8Array;
}

/**
 * The image inputs of a model other than views, as they were taken of a request.
 *
 * @param taken of the same request
 */
export function seenImages(
  request: Pick<PredictionRequest, 'region' | 'regionMask' | 'lesion'>,
  inputs: readonly ModelInput[],
  taken: Pick<SampledInputs, 'blocks' | 'tensors'>,
): SeenImages[] {
  return inputs.flatMap((input): SeenImages[] => {
    switch (input.kind) {
      case 'patch': {
        const { mean, sd } = input.normalisation;
        const data = taken.tensors[input.tensor]!.data.map((value) => value * sd + mean);
        return [onGrids(request, input, [patchGrid(request, input)], data, 'hu')];
      }
      case 'slices': {
        const { data } = taken.tensors[input.tensor]!;
        return [onGrids(request, input, sliceGrids(request, input), data.slice(), 'level')];
      }
      case 'volume': {
        const { data } = taken.blocks[input.tensor]!;
        return [onGrids(request, input, [volumeGrid(request, input)], data.slice(), 'hu')];
      }
      default:
        return [];
    }
  });
}

function onGrids(
  { regionMask }: Pick<PredictionRequest, 'regionMask'>,
  { tensor, kind }: PatchInput | SlicesInput | VolumeInput,
  grids: readonly Grid[],
  data: Float32Array | Int16Array,
  unit: SeenImages['unit'],
): SeenImages {
  const mask = new Uint8Array(data.length);
  let offset = 0;
  for (const grid of grids) {
    const onGrid = resampleMask(regionMask, grid).data;
    mask.set(onGrid, offset);
    offset += onGrid.length;
  }
  return { input: tensor, kind, grids, data, unit, mask };
}

/** See `largestSlicePatch`. */
function patchGrid(
  { regionMask }: Pick<PredictionRequest, 'regionMask'>,
  { size }: PatchInput,
): Grid {
  const order = patientOrder(regionMask.grid);
  const [column, row, slice] = largestSliceCentre(regionMask, order);
  const half = Math.floor(size / 2);
  return patientGrid(regionMask.grid, order, [column - half, row - half, slice], [size, size, 1]);
}

/** See `encodeSlices`. */
function sliceGrids(
  { region: { grid }, lesion }: Pick<PredictionRequest, 'region' | 'lesion'>,
  { count, crop, size }: SlicesInput,
): Grid[] {
  const order = patientOrder(grid);
  const [column, row, slice] = nearestPixel(grid, order, lesion.centroidLps);
  const first = (n: number): Vector3 => [
    column - Math.floor(crop / 2),
    row - Math.floor(crop / 2),
    slice - Math.floor(count / 2) + n,
  ];
  return Array.from({ length: count }, (_, n) =>
    coveringGrid(patientGrid(grid, order, first(n), [crop, crop, 1]), [size, size, 1]),
  );
}

/** See `lesionBlock`. */
function volumeGrid(
  { region, regionMask, lesion }: Pick<PredictionRequest, 'region' | 'regionMask' | 'lesion'>,
  { crop, quarterTurns, ...input }: VolumeInput,
): Grid {
  const box =
    crop.kind === 'centred'
      ? cubeBox(lesion.centroidLps, { ...input, size: crop.size })
      : lesionSampleBox(region.grid, maskRuns(regionMask), input);
  let grid = boxGrid(box);
  for (let turn = 0; turn < quarterTurns; turn++) grid = quarterTurn(grid);
  return grid;
}

function boxGrid({ centreLps, size, spacingMm }: SampleBox): Grid {
  const half = (axis: 0 | 1 | 2) => ((size[axis] - 1) / 2) * spacingMm;
  return {
    size,
    origin: add(centreLps, [-half(0), -half(1), -half(2)]),
    axes: [
      [spacingMm, 0, 0],
      [0, spacingMm, 0],
      [0, 0, spacingMm],
    ],
  };
}

/** As the block is turned: the last column becomes the first row. */
function quarterTurn({ size: [columns, rows, depth], origin, axes: [i, j, k] }: Grid): Grid {
  return {
    size: [rows, columns, depth],
    origin: add(origin, scale(i, columns - 1)),
    axes: [j, scale(i, -1), k],
  };
}

/**
 * Pixels of a CT counted along the patient.
 *
 * @param first column, row and slice of the first; may lie outside the CT
 */
function patientGrid(grid: Grid, { axes }: PatientOrder, first: Vector3, size: Vector3): Grid {
  const index: [number, number, number] = [0, 0, 0];
  axes.forEach(({ axis, flipped }, patient) => {
    index[axis] = flipped ? grid.size[axis] - 1 - first[patient]! : first[patient]!;
  });
  const step = (patient: 0 | 1 | 2) => {
    const { axis, flipped } = axes[patient];
    return scale(grid.axes[axis], flipped ? -1 : 1);
  };
  return { size, origin: indexToLps(grid, index), axes: [step(0), step(1), step(2)] };
}
