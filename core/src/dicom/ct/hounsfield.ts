import { MutationPredictionError } from '../../errors.js';
import type { DicomAttributes } from '../reading/attributes.js';
import type { PixelFormat } from '../pixels/pixelFormat.js';

/** Stored values to Hounsfield units (PS3.3 C.7.6.3.1 and C.11.1). */
export interface PixelTransform {
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly slope: number;
  readonly intercept: number;
}

/** Rescale Types (PS3.3 C.11.1.1.2) of Hounsfield units; `US` leaves it open, as an absent one does. */
const HOUNSFIELD_TYPES: ReadonlySet<string> = new Set(['HU', 'HU_MOD', 'US']);

/**
 * @param image of the whole object
 * @param rescale holds Rescale Slope and Intercept: the object, or a frame's Pixel Value Transformation
 * @throws `unsupported-object` where the values are no Hounsfield units, `malformed-object`
 */
export function readPixelTransform(
  image: DicomAttributes,
  rescale: DicomAttributes,
  { bitsAllocated, bitsStored, highBit, signed }: PixelFormat,
): PixelTransform {
  const photometric = image.ascii('PhotometricInterpretation') ?? 'MONOCHROME2';
  const [slope = NaN] = rescale.requireDecimals('RescaleSlope', 1);
  const [intercept = NaN] = rescale.requireDecimals('RescaleIntercept', 1);
  const type = rescale.ascii('RescaleType') ?? 'HU';
  const fits = bitsStored >= 1 && highBit < bitsAllocated && highBit + 1 >= bitsStored;
  if (photometric !== 'MONOCHROME2' || !fits || slope === 0 || !HOUNSFIELD_TYPES.has(type)) {
    throw new MutationPredictionError('unsupported-object.not-hounsfield', {
      image: image.objectName,
      photometric,
      bitsStored,
      bitsAllocated,
      slope,
      type,
    });
  }
  return { bitsStored, highBit, signed, slope, intercept };
}

/** Whether every value the transform can give is an integer of 16 bits. */
export function fitsInt16({ bitsStored, signed, slope, intercept }: PixelTransform): boolean {
  if (!Number.isInteger(slope) || !Number.isInteger(intercept)) return false;
  const lowest = signed ? -(2 ** (bitsStored - 1)) : 0;
  const limits = [lowest, lowest + 2 ** bitsStored - 1].map((v) => slope * v + intercept);
  return Math.min(...limits) >= -32768 && Math.max(...limits) <= 32767;
}

/**
 * Writes the Hounsfield units of stored pixels to `target` from `offset`. Bits beyond the stored
 * ones are overlays and ignored.
 */
export function writeHounsfield(
  stored: Uint8Array | Uint16Array,
  { highBit, bitsStored, signed, slope, intercept }: PixelTransform,
  target: Int16Array | Float32Array,
  offset: number,
): void {
  const left = 31 - highBit;
  const right = 32 - bitsStored;
  for (let n = 0; n < stored.length; n++) {
    const shifted = stored[n]! << left;
    target[offset + n] = (signed ? shifted >> right : shifted >>> right) * slope + intercept;
  }
}
