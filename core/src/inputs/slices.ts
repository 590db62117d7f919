import type { IndexBox } from '../imaging/grid.js';
import type { HuWindow } from '../imaging/huWindow.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type { SlicesInput } from '../contract/modelManifest.js';
import { resizeBilinear } from '../views/resize.js';
import { widenedByMm } from './boxes.js';
import { cutSquare } from './cutSquare.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import type { PatientOrder } from './patientOrder.js';
import { nearestPixel, patientOrder, reorderBox } from './patientOrder.js';
import { LEVELS, windowLevel } from './windowLevel.js';

/**
 * The network's slices, float32 [1, count, size, size], feet first: the CT's own slices and pixels
 * around the lesion's centre, windowed, equalised, resized. Slice `count / 2` and pixel
 * (crop / 2, crop / 2) are those nearest to the centre; 0 beyond the image.
 */
export function encodeSlices(image: LesionImage, input: SlicesInput): EncodedInput {
  const { count, crop, size } = input;
  const { region, centroidLps } = image;
  const order = patientOrder(region.grid);
  const centre = nearestPixel(region.grid, order, centroidLps);
  const [column, row] = [centre[0] - Math.floor(crop / 2), centre[1] - Math.floor(crop / 2)];
  const lowest = centre[2] - Math.floor(count / 2);
  const within = reorderBox(contextBox(image, input), order, 'patient');

  const data = new Float32Array(count * size * size);
  for (let n = 0; n < count; n++) {
    const first: Vector3 = [column, row, lowest + n];
    const levels = cutSquare(region, order, within, first, crop, OUTSIDE);
    const windowAt = windowsOf(image, input, order, first);
    levels.forEach((hu, v) => {
      if (hu !== OUTSIDE) levels[v] = windowLevel(hu, windowAt(v));
    });
    resizeBilinear(equalise(levels), crop, data, size, n * size * size);
  }
  return { tensor: { data, dims: [1, count, size, size] } };
}

/** Marks pixels outside the image, as HU and as level. */
const OUTSIDE = -Infinity;
/** Of a grid: i, j, k. */
const SLICE_AXIS = 2;

/** What of the region counts as image: the lesion's box and `contextMm` around it. */
function contextBox({ region, regionMask }: LesionImage, { contextMm }: SlicesInput): IndexBox {
  const box = runsBox(maskRuns(regionMask));
  if (!box) throw new RangeError('The region holds no voxel of the lesion.');
  return widenedByMm(region.grid, box, contextMm);
}

/**
 * The window of a square's pixels: that of the CT's own slice which they are of, where the model asks for
 * it. The slices of a CT that is not axial lie across the square.
 */
function windowsOf(
  { windows = [] }: LesionImage,
  { window, crop }: SlicesInput,
  { axes, size }: PatientOrder,
  first: Vector3,
): (pixel: number) => HuWindow {
  if (window.source === 'fixed') return () => window;
  const along = axes.findIndex(({ axis }) => axis === SLICE_AXIS);
  const { flipped } = axes[along]!;
  const ofColumnRowSlice = [(v: number) => v % crop, (v: number) => Math.floor(v / crop), () => 0];
  const placeInSquare = ofColumnRowSlice[along]!;
  return (pixel) => {
    const place = first[along]! + placeInSquare(pixel);
    return windows[flipped ? size[along]! - 1 - place : place] ?? window;
  };
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
