import type { Grid, IndexBox } from '../../imaging/grid.js';
import { shiftGrid } from '../../imaging/gridGeometry.js';
import type { Mask } from '../../imaging/volume.js';

/**
 * How an image stores its voxels. PyRadiomics keeps the input's type when it resamples (integers are
 * cut off towards zero), and filters integers in float32.
 */
export type PixelType = keyof typeof INTEGER_RANGES | 'float32' | 'float64';

/** What each integer type can store. */
const INTEGER_RANGES = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
} as const;

/** Voxels to take features of; a CT `Volume` is one. i runs fastest, then j, then k. */
export interface RadiomicsImage {
  readonly grid: Grid;
  readonly data:
    | Int8Array
    | Uint8Array
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | Float32Array
    | Float64Array;
}

/**
 * An image as it came, of which filters read what they need: a whole CT in float64 would take four
 * times the memory.
 */
export interface StoredImage extends RadiomicsImage {
  readonly pixelType: PixelType;
}

/** An image inside the engine: always computed in float64, remembering what it was stored in. */
export interface ScalarImage extends StoredImage {
  readonly data: Float64Array;
}

/** @param pixelType as which type to treat the voxels; that of the array by default */
export function storedImage({ grid, data }: RadiomicsImage, pixelType?: PixelType): StoredImage {
  return { grid, data, pixelType: pixelType ?? typeOf(data) };
}

/** int16 of an Int16Array, and so on. */
function typeOf(data: RadiomicsImage['data']): PixelType {
  return data[Symbol.toStringTag].replace('Array', '').toLowerCase() as PixelType;
}

/** The type in which ITK's filters give their result for an image. */
export function filteredType({ pixelType }: StoredImage): PixelType {
  return pixelType === 'float64' ? 'float64' : 'float32';
}

/** Brings values to what an image of the type can store, in place, as ITK does it. */
export function storeAs(data: Float64Array, pixelType: PixelType): Float64Array {
  if (pixelType === 'float32') {
    for (let n = 0; n < data.length; n++) data[n] = Math.fround(data[n]!);
  } else if (pixelType !== 'float64') {
    const [lowest, highest] = INTEGER_RANGES[pixelType];
    for (let n = 0; n < data.length; n++) {
      data[n] = Math.trunc(Math.min(highest, Math.max(lowest, data[n]!)));
    }
  }
  return data;
}

/** The voxels of `box`, which lies inside the image, in float64. */
export function cropImage({ grid, data, pixelType }: StoredImage, box: IndexBox): ScalarImage {
  const [columns, rows] = grid.size;
  const { lower, upper } = box;
  const cropped = shiftGrid(grid, box);
  const width = cropped.size[0];
  const values = new Float64Array(width * cropped.size[1] * cropped.size[2]);
  let to = 0;
  for (let k = lower[2]; k < upper[2]; k++) {
    for (let j = lower[1]; j < upper[1]; j++) {
      const from = (k * rows + j) * columns + lower[0];
      values.set(data.subarray(from, from + width), to);
      to += width;
    }
  }
  return { grid: cropped, data: values, pixelType };
}

/** Whether all voxels inside a mask on the image's grid are numbers. */
export function finiteInside({ data }: ScalarImage, mask: Mask): boolean {
  for (let n = 0; n < data.length; n++) {
    if (mask.data[n] !== 0 && !Number.isFinite(data[n])) return false;
  }
  return true;
}
