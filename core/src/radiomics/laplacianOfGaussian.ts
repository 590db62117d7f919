import { spacing } from '../imaging/gridGeometry.js';
import type { ScalarImage } from './image.js';
import { filteredType, storeAs } from './image.js';
import { forEachLine } from './lines.js';
import type { RecursiveFilter } from './recursiveGaussian.js';
import { filterLine, gaussianFilter, secondDerivativeFilter } from './recursiveGaussian.js';

const AXES = [0, 1, 2] as const;
/** The recursion needs as many samples to start from. */
const FEWEST_VOXELS = 4;

/** Whether PyRadiomics filters an image of this size; else it has no features of the filter. */
export function canFilterLog({ grid }: ScalarImage, sigmaMm: number): boolean {
  const step = spacing(grid);
  return AXES.every(
    (axis) =>
      grid.size[axis] >= FEWEST_VOXELS && grid.size[axis] >= Math.ceil(sigmaMm / step[axis]) + 1,
  );
}

/**
 * Laplacian of Gaussian, normalised across scale (× σ²), as ITK's
 * LaplacianRecursiveGaussianImageFilter: lines in float64, kept in float32 between the passes.
 */
export function laplacianOfGaussian(image: ScalarImage, sigmaMm: number): ScalarImage {
  const step = spacing(image.grid);
  const type = filteredType(image);
  const sum = new Float64Array(image.data.length);
  for (const derived of AXES) {
    let pass = filterAlong(
      image,
      derived,
      secondDerivativeFilter(sigmaMm / step[derived], sigmaMm * sigmaMm),
    );
    for (const axis of AXES) {
      if (axis !== derived) pass = filterAlong(pass, axis, gaussianFilter(sigmaMm / step[axis]));
    }
    const area = step[derived] * step[derived];
    for (let n = 0; n < sum.length; n++) sum[n]! += pass.data[n]! / area;
    storeAs(sum, type);
  }
  return { grid: image.grid, data: sum, pixelType: type };
}

function filterAlong(image: ScalarImage, axis: 0 | 1 | 2, filter: RecursiveFilter): ScalarImage {
  const length = image.grid.size[axis];
  const line = new Float64Array(length);
  const filtered = new Float64Array(length);
  const scratch = new Float64Array(length);
  const data = new Float64Array(image.data.length);
  forEachLine(image.grid.size, axis, (first, step) => {
    for (let n = 0; n < length; n++) line[n] = image.data[first + n * step]!;
    filterLine(filter, line, filtered, scratch);
    for (let n = 0; n < length; n++) data[first + n * step] = Math.fround(filtered[n]!);
  });
  return { ...image, data };
}
