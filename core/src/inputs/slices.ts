import type { HuWindow } from '../imaging/ctImage.js';
import type { IndexBox } from '../imaging/grid.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { SlicesInput } from '../contract/modelManifest.js';
import { resizeBilinear } from '../views/resize.js';
import { widenedByMm } from './boxes.js';
import { cutSquare } from './cutSquare.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import { nearestPixel, patientOrder, reorderBox } from './patientOrder.js';

const LEVELS = 256;

/**
 * The network's slices, float32 [1, count, size, size], feet first: the CT's own slices and pixels
 * around the lesion's centre, windowed, equalised, resized. Slice `count / 2` and pixel
 * (crop / 2, crop / 2) are those nearest to the centre; 0 beyond the image.
 */
export function encodeSlices(image: LesionImage, input: SlicesInput): EncodedInput {
  const { count, crop, size } = input;
  const window = windowOf(image, input);
  const { region, centroidLps } = image;
  const order = patientOrder(region.grid);
  const centre = nearestPixel(region.grid, order, centroidLps);
  const [column, row] = [centre[0] - Math.floor(crop / 2), centre[1] - Math.floor(crop / 2)];
  const lowest = centre[2] - Math.floor(count / 2);
  const within = reorderBox(contextBox(image, input), order, 'patient');

  const data = new Float32Array(count * size * size);
  for (let n = 0; n < count; n++) {
    const hu = cutSquare(region, order, within, [column, row, lowest + n], crop, OUTSIDE);
    resizeBilinear(equalise(windowLevels(hu, window)), crop, data, size, n * size * size);
  }
  return { tensor: { data, dims: [1, count, size, size] } };
}

/** Marks pixels outside the image, as HU and as level. */
const OUTSIDE = -Infinity;

/** What of the region counts as image: the lesion's box and `contextMm` around it. */
function contextBox({ region, regionMask }: LesionImage, { contextMm }: SlicesInput): IndexBox {
  const box = runsBox(maskRuns(regionMask));
  if (!box) throw new RangeError('The region holds no voxel of the lesion.');
  return widenedByMm(region.grid, box, contextMm);
}

function windowOf({ windows = [] }: LesionImage, { window }: SlicesInput): HuWindow {
  const usable = windows.filter(({ width }) => width >= 2);
  const [lowest] = usable.toSorted((a, b) => a.centre - b.centre);
  return window.source === 'image' && lowest ? lowest : window;
}

/** Linear VOI LUT (PS3.3 C.11.2.1.2.1) to whole levels 0 to 255, halves up. */
function windowLevels(hu: Float32Array, { centre, width }: HuWindow): Float32Array {
  return hu.map((value) => {
    if (value === OUTSIDE) return OUTSIDE;
    const share = (value - (centre - 0.5)) / (width - 1) + 0.5;
    return Math.floor(Math.max(0, Math.min(1, share)) * (LEVELS - 1) + 0.5);
  });
}

/**
 * Histogram equalisation to 0 to 1 (OpenCV's `equalizeHist` without its last rounding): the share of
 * pixels up to a level, the lowest level that occurs becoming 0. Pixels outside the image do not count
 * and are 0; so is an image of one level.
 */
function equalise(levels: Float32Array): Float64Array {
  const histogram = new Float64Array(LEVELS);
  for (const level of levels) if (level !== OUTSIDE) histogram[level]!++;
  const lowest = histogram.findIndex((pixels) => pixels > 0);
  const others = histogram.reduce((sum, pixels) => sum + pixels, 0) - (histogram[lowest] ?? 0);

  const equalised = new Float64Array(LEVELS);
  for (let level = lowest + 1, sum = 0; others > 0 && level < LEVELS; level++) {
    sum += histogram[level]!;
    equalised[level] = sum / others;
  }
  return Float64Array.from(levels, (level) => (level === OUTSIDE ? 0 : equalised[level]!));
}
