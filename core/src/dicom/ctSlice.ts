import { MutationPredictionError } from '../errors.js';
import type { InstanceReference } from '../imaging/ctImage.js';
import type { ByteSource } from './byteSource.js';
import type { DicomFile } from './dicomFile.js';
import type { ImagePlane } from './imagePlane.js';
import { imagePlane } from './imagePlane.js';
import { PixelFrames } from './pixelData.js';
import { SOP_CLASS } from './sopClasses.js';

/** Stored values to Hounsfield units (PS3.3 C.7.6.3.1 and C.11.1). */
export interface PixelTransform {
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly slope: number;
  readonly intercept: number;
}

/** One CT image: what its place in a series needs, without its pixels. */
export interface CtSlice {
  readonly source: ByteSource;
  /** Of the file's pixel data, counted from 0. */
  readonly frame: number;
  readonly instance: InstanceReference;
  readonly frameOfReferenceUid: string;
  readonly acquisitionNumber: string | undefined;
  readonly rows: number;
  readonly columns: number;
  readonly plane: ImagePlane;
  readonly transform: PixelTransform;
}

/**
 * Reads a CT Image Storage object without decoding its pixels, and checks that they can be decoded.
 *
 * @throws `malformed-object`, `unsupported-object`, `unsupported-transfer-syntax`, `truncated-pixel-data`
 */
export function readCtSlice(file: DicomFile, source: ByteSource): CtSlice {
  const { attributes, name } = file;
  const sopClassUid = attributes.requireAscii('SOPClassUID');
  if (sopClassUid !== SOP_CLASS.ct) {
    throw new MutationPredictionError(
      'unsupported-object',
      `${name} is an Enhanced CT (multi-frame) object, which is not read yet.`,
      'Have the PACS send the series as classic CT images.',
    );
  }
  const { format } = new PixelFrames(file);
  return {
    source,
    frame: 0,
    instance: {
      sopClassUid,
      sopInstanceUid: attributes.requireAscii('SOPInstanceUID'),
    },
    frameOfReferenceUid: attributes.requireAscii('FrameOfReferenceUID'),
    acquisitionNumber: attributes.ascii('AcquisitionNumber'),
    rows: format.rows,
    columns: format.columns,
    plane: imagePlane(
      attributes.requireDecimals('ImagePositionPatient', 3),
      attributes.requireDecimals('ImageOrientationPatient', 6),
      attributes.requireDecimals('PixelSpacing', 2),
      name,
    ),
    transform: readPixelTransform(file, format.bitsAllocated),
  };
}

/** A topogram: its image plane is not one of the series' slices. */
export function isLocalizer({ attributes }: DicomFile): boolean {
  return attributes.asciiValues('ImageType')[2] === 'LOCALIZER';
}

function readPixelTransform(
  { attributes, name }: DicomFile,
  bitsAllocated: number,
): PixelTransform {
  const photometric = attributes.ascii('PhotometricInterpretation') ?? 'MONOCHROME2';
  const bitsStored = attributes.uint16('BitsStored') ?? bitsAllocated;
  const highBit = attributes.uint16('HighBit') ?? bitsStored - 1;
  const [slope = NaN] = attributes.requireDecimals('RescaleSlope', 1);
  const [intercept = NaN] = attributes.requireDecimals('RescaleIntercept', 1);
  const fits = bitsStored >= 1 && highBit < bitsAllocated && highBit + 1 >= bitsStored;
  if (photometric !== 'MONOCHROME2' || !fits || slope === 0) {
    throw new MutationPredictionError(
      'unsupported-object',
      `${name} does not hold Hounsfield units: ${photometric}, ${bitsStored} of ${bitsAllocated} bits, rescale slope ${slope}.`,
      'Export the original CT images.',
    );
  }
  const signed = attributes.uint16('PixelRepresentation') === 1;
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
