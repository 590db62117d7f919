import { MutationPredictionError } from '../../errors.js';
import type { DicomFile } from '../reading/dicomFile.js';

/** How the pixels of a monochrome image are stored (PS3.3 C.7.6.3). */
export interface PixelFormat {
  readonly rows: number;
  readonly columns: number;
  readonly frameCount: number;
  readonly bitsAllocated: 1 | 8 | 16;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/**
 * Reads the pixel format of a file.
 *
 * @throws `malformed-object` for missing attributes, `unsupported-object` for colour or deeper pixels
 */
export function readPixelFormat({ attributes, name }: DicomFile): PixelFormat {
  const bitsAllocated = attributes.requireUint16('BitsAllocated');
  const samples = attributes.uint16('SamplesPerPixel') ?? 1;
  if (samples !== 1 || (bitsAllocated !== 1 && bitsAllocated !== 8 && bitsAllocated !== 16)) {
    throw new MutationPredictionError('unsupported-object.pixel-format', {
      object: name,
      samples,
      bits: bitsAllocated,
    });
  }
  const rows = attributes.requireUint16('Rows');
  const columns = attributes.requireUint16('Columns');
  const frameCount = attributes.decimal('NumberOfFrames') ?? 1;
  if (rows === 0 || columns === 0 || !Number.isInteger(frameCount) || frameCount < 1) {
    throw new MutationPredictionError('malformed-object.frame-size', {
      object: name,
      frames: frameCount,
      columns,
      rows,
    });
  }
  const bitsStored = attributes.uint16('BitsStored') ?? bitsAllocated;
  const highBit = attributes.uint16('HighBit') ?? bitsStored - 1;
  const signed = attributes.uint16('PixelRepresentation') === 1;
  return { rows, columns, frameCount, bitsAllocated, bitsStored, highBit, signed };
}

/** Of one frame. */
export function pixelCount({ rows, columns }: PixelFormat): number {
  return rows * columns;
}
