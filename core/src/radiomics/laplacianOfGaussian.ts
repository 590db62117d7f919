import type { IndexBox } from '../imaging/grid.js';
import { shiftGrid, spacing, wholeBox } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';
import type { ScalarImage, StoredImage } from './image.js';
import { filteredType, storeAs } from './image.js';
import type { RecursiveFilter } from './recursiveGaussian.js';
import { filterLines, gaussianFilter, secondDerivativeFilter } from './recursiveGaussian.js';

const AXES = [0, 1, 2] as const;
/** The recursion needs as many samples to start from. */
const FEWEST_VOXELS = 4;
/** Lines filtered side by side: few enough that their samples stay in the processor's cache. */
const BATCH = 64;

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
  const buffers = passBuffers(image.grid.size, box);
  for (const derived of AXES) {
    let pass: Pass = filterAlong(
      { data: image.data, size: image.grid.size },
      derived,
      secondDerivativeFilter(sigmaMm / step[derived], sigmaMm * sigmaMm),
      box,
      buffers[0],
    );
    let other = 1;
    for (const axis of AXES) {
      if (axis === derived) continue;
      pass = filterAlong(pass, axis, gaussianFilter(sigmaMm / step[axis]), box, buffers[other]!);
      other = 1 - other;
    }
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

/** Two that passes write in turns; fresh memory for each would cost as much as filtering. */
function passBuffers(size: Vector3, { lower, upper }: IndexBox): [Float32Array, Float32Array] {
  // The first pass keeps the most: it shortens one axis to the box.
  const largest = Math.max(
    ...AXES.map((axis) => voxelCount(withExtent(size, axis, upper[axis] - lower[axis]))),
  );
  return [new Float32Array(largest), new Float32Array(largest)];
}

/** Filters whole lines, and keeps of them what lies in the box: later passes need no more. */
function filterAlong(
  { data, size }: Pass,
  axis: 0 | 1 | 2,
  filter: RecursiveFilter,
  { lower, upper }: IndexBox,
  kept: Float32Array,
): Pass {
  const length = size[axis];
  const keptSize = withExtent(size, axis, upper[axis] - lower[axis]);
  const [from, to] = [stridesOf(size), stridesOf(keptSize)];
  // Neighbouring lines lie side by side along i; those along i itself, along j.
  const [across, beyond] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1, 1 | 2];
  const samples = () => new Float64Array(length * BATCH);
  const [lines, filtered, scratch] = [samples(), samples(), samples()];
  for (let n = 0; n < size[beyond]; n++) {
    for (let first = 0; first < size[across]; first += BATCH) {
      const count = Math.min(BATCH, size[across] - first);
      const source = n * from[beyond] + first * from[across];
      gather(data, source, from[axis], from[across], lines, length, count);
      filterLines(filter, length, count, lines, filtered, scratch);
      const target = n * to[beyond] + first * to[across];
      const inBox = filtered.subarray(lower[axis] * count, upper[axis] * count);
      scatter(inBox, count, kept, target, to[axis], to[across]);
    }
  }
  return { data: kept, size: keptSize };
}

/** Lays lines side by side: sample k of line b to `k * count + b`. */
function gather(
  data: Pass['data'],
  first: number,
  along: number,
  across: number,
  lines: Float64Array,
  length: number,
  count: number,
): void {
  let to = 0;
  for (let k = 0; k < length; k++) {
    let at = first + k * along;
    for (let b = 0; b < count; b++, at += across) lines[to++] = data[at]!;
  }
}

/** The inverse of {@link gather}. */
function scatter(
  lines: Float64Array,
  count: number,
  data: Float32Array,
  first: number,
  along: number,
  across: number,
): void {
  let from = 0;
  for (let row = first; from < lines.length; row += along) {
    let at = row;
    for (let b = 0; b < count; b++, at += across) data[at] = Math.fround(lines[from++]!);
  }
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
