import type { IndexBox } from '../imaging/grid.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { SlicesInput } from '../inference/modelManifest.js';
import { resizeBilinear } from '../views/resize.js';
import { widenedByMm } from './boxes.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import { nearestPixel, patientOrder, patientStrides, reorderBox } from './patientOrder.js';

const LEVELS = 256;

/**
 * The network's slices, float32 [1, count, size, size], feet first: the CT's own slices and pixels
 * around the lesion's centre, windowed, equalised, resized. Slice `count / 2` and pixel
 * (crop / 2, crop / 2) are those nearest to the centre; 0 beyond the image.
 */
export function encodeSlices(image: LesionImage, input: SlicesInput): EncodedInput {
  const { count, crop, size } = input;
  const { region, centroidLps } = image;
  const order = patientOrder(region.grid);
  const { first, steps } = patientStrides(region.grid, order);
  const [column, row, slice] = nearestPixel(region.grid, order, centroidLps);
  const { lower, upper } = reorderBox(contextBox(image, input), order, 'patient');

  const cut = new Float32Array(crop * crop);
  const levels = new Int16Array(crop * crop);
  const data = new Float32Array(count * size * size);
  for (let n = 0; n < count; n++) {
    const z = slice - Math.floor(count / 2) + n;
    levels.fill(OUTSIDE);
    if (z >= lower[2] && z < upper[2]) {
      for (let y = 0; y < crop; y++) {
        const j = row - Math.floor(crop / 2) + y;
        if (j < lower[1] || j >= upper[1]) continue;
        for (let x = 0; x < crop; x++) {
          const i = column - Math.floor(crop / 2) + x;
          if (i < lower[0] || i >= upper[0]) continue;
          const hu = region.data[first + i * steps[0] + j * steps[1] + z * steps[2]]!;
          levels[y * crop + x] = windowLevel(hu, input.window);
        }
      }
    }
    equalise(levels, cut);
    resizeBilinear(cut, crop, data, size, n * size * size);
  }
  return { tensor: { data, dims: [1, count, size, size] } };
}

/** A level of no pixel. */
const OUTSIDE = -1;

/** What of the region counts as image: the lesion's box and `contextMm` around it. */
function contextBox({ region, regionMask }: LesionImage, { contextMm }: SlicesInput): IndexBox {
  const box = runsBox(maskRuns(regionMask));
  if (!box) throw new RangeError('The region holds no voxel of the lesion.');
  return widenedByMm(region.grid, box, contextMm);
}

/** Linear VOI LUT (PS3.3 C.11.2.1.2.1) to whole levels 0 to 255, halves up. */
function windowLevel(hu: number, { centre, width }: SlicesInput['window']): number {
  const share = (hu - (centre - 0.5)) / (width - 1) + 0.5;
  return Math.floor(Math.max(0, Math.min(1, share)) * (LEVELS - 1) + 0.5);
}

/**
 * Histogram equalisation to 0 to 1 (OpenCV's `equalizeHist` without its last rounding): the share of
 * pixels up to a level, the lowest level that occurs becoming 0. Pixels outside the image do not count
 * and are 0; so is an image of one level.
 */
function equalise(levels: Int16Array, into: Float32Array): void {
  const histogram = new Float64Array(LEVELS);
  let pixels = 0;
  for (const level of levels) {
    if (level === OUTSIDE) continue;
    histogram[level]!++;
    pixels++;
  }
  const lowest = histogram.findIndex((occurrences) => occurrences > 0);
  const others = pixels - (histogram[lowest] ?? 0);
  const equalised = new Float64Array(LEVELS);
  for (let level = lowest + 1, sum = 0; others > 0 && level < LEVELS; level++) {
    sum += histogram[level]!;
    equalised[level] = sum / others;
  }
  for (let n = 0; n < levels.length; n++) {
    into[n] = levels[n] === OUTSIDE ? 0 : equalised[levels[n]!]!;
  }
}
