import type { IndexBox } from '../../imaging/grid.js';
import { shiftGrid, spacing, wholeBox } from '../../imaging/gridGeometry.js';
import type { Vector3 } from '../../imaging/vector.js';
import type { ScalarImage, StoredImage } from '../roi/image.js';
import { filteredType, storeAs } from '../roi/image.js';
import type { RecursiveFilter } from './recursiveGaussian.js';
import { gaussianFilter, secondDerivativeFilter } from './recursiveGaussian.js';
import type { Lines } from './recursiveLines.js';
import { filterLines } from './recursiveLines.js';

const AXES = [0, 1, 2] as const;
/** The recursion needs as many samples to start from. */
const FEWEST_VOXELS = 4;

/** Whether PyRadiomics filters an image of this size; else it has no features of the filter. */
export function canFilterLog({ grid }: StoredImage, sigmaMm: number): boolean {
  const step = spacing(grid);
  return AXES.every(
    (axis) =>
      grid.size[axis] >= FEWEST_VOXELS && grid.size[axis] >= Math.ceil(sigmaMm / step[axis]) + 1,
  );
}

/**
 * Laplacian of Gaussian, normalised across scale (× σ²), as ITK's
 * LaplacianRecursiveGaussianImageFilter: lines in float64, kept in float32 between the passes.
 *
 * @param box the voxels to make, with the values that they have in the whole filtered image
 */
export function laplacianOfGaussian(
  image: StoredImage,
  sigmaMm: number,
  box: IndexBox = wholeBox(image.grid),
): ScalarImage {
  const step = spacing(image.grid);
  const type = filteredType(image);
  const grid = shiftGrid(image.grid, box);
  const sum = new Float64Array(grid.size[0] * grid.size[1] * grid.size[2]);
  const scratch = scratchFor(image.grid.size, box);
  for (const derived of AXES) {
    let pass: Pass = { data: image.data, size: image.grid.size };
    [derived, ...AXES.filter((axis) => axis !== derived)].forEach((axis, n) => {
      const sigma = sigmaMm / step[axis];
      const filter =
        axis === derived ? secondDerivativeFilter(sigma, sigmaMm * sigmaMm) : gaussianFilter(sigma);
      pass = filterAlong(pass, axis, filter, box, scratch, scratch.kept[n % 2]!);
    });
    const area = step[derived] * step[derived];
    for (let n = 0; n < sum.length; n++) sum[n]! += pass.data[n]! / area;
    storeAs(sum, type);
  }
  return { grid, data: sum, pixelType: type };
}

interface Pass {
  readonly data: StoredImage['data'];
  readonly size: Vector3;
}

/** Memory that all passes share: fresh memory for each would cost as much as filtering. */
interface Scratch {
  /** The slice being filtered, and what filtering it in each direction gave. */
  readonly samples: Float64Array;
  readonly forwards: Float64Array;
  readonly backwards: Float64Array;
  /** What passes keep, in turns: one reads what the last one wrote. */
  readonly kept: readonly Float32Array[];
}

function scratchFor(size: Vector3, { lower, upper }: IndexBox): Scratch {
  const [ni, nj, nk] = size;
  const slice = () => new Float64Array(ni * Math.max(nj, nk));
  // The first pass keeps the most: it shortens one axis to the box.
  const largest = Math.max(
    ...AXES.map((axis) => voxelCount(withExtent(size, axis, upper[axis] - lower[axis]))),
  );
  return {
    samples: slice(),
    forwards: slice(),
    backwards: slice(),
    kept: [new Float32Array(largest), new Float32Array(largest)],
  };
}

/**
 * Filters whole lines, slice by slice, and keeps of them what lies in the box: later passes need no
 * more. A slice holds rows along i, one for each j or, to filter along k, for each k.
 */
function filterAlong(
  { data, size }: Pass,
  axis: 0 | 1 | 2,
  filter: RecursiveFilter,
  { lower, upper }: IndexBox,
  { samples, forwards, backwards }: Scratch,
  kept: Float32Array,
): Pass {
  const [rowAxis, sliceAxis] = axis === 2 ? ([2, 1] as const) : ([1, 2] as const);
  const [width, rows] = [size[0], size[rowAxis]];
  const keptSize = withExtent(size, axis, upper[axis] - lower[axis]);
  const [from, to] = [stridesOf(size), stridesOf(keptSize)];
  const lines: Lines =
    axis === 0
      ? { length: width, count: rows, along: 1, across: width }
      : { length: rows, count: width, along: width, across: 1 };
  const firstKept = lower[axis] * lines.along;
  for (let n = 0; n < size[sliceAxis]; n++) {
    copyRows(data, n * from[sliceAxis], from[rowAxis], width, samples, rows * width);
    filterLines(filter, lines, lower[axis], upper[axis], samples, forwards, backwards);
    for (let row = 0; row < keptSize[rowAxis]; row++) {
      const at = n * to[sliceAxis] + row * to[rowAxis];
      addRow(forwards, backwards, firstKept + row * width, kept, at, keptSize[0]);
    }
  }
  return { data: kept, size: keptSize };
}

/** Lays rows that are `step` apart one behind the other, until `samples` has `count`. */
function copyRows(
  data: Pass['data'],
  first: number,
  step: number,
  width: number,
  samples: Float64Array,
  count: number,
): void {
  const together = step === width ? count : width;
  for (let to = 0, at = first; to < count; to += together, at += step) {
    samples.set(data.subarray(at, at + together), to);
  }
}

/** Keeps the sum of both directions in float32. */
function addRow(
  forwards: Float64Array,
  backwards: Float64Array,
  from: number,
  kept: Float32Array,
  to: number,
  width: number,
): void {
  for (let i = 0; i < width; i++) kept[to + i] = forwards[from + i]! + backwards[from + i]!;
}

function stridesOf([ni, nj]: Vector3): Vector3 {
  return [1, ni, ni * nj];
}

function voxelCount([ni, nj, nk]: Vector3): number {
  return ni * nj * nk;
}

function withExtent([ni, nj, nk]: Vector3, axis: 0 | 1 | 2, extent: number): Vector3 {
  return [axis === 0 ? extent : ni, axis === 1 ? extent : nj, axis === 2 ? extent : nk];
}
