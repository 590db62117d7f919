import type { Element } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { MutationPredictionError } from '../errors.js';
import type { DicomFile } from './dicomFile.js';
import { inflateBounded } from './inflate.js';
import { decodeRleFrame } from './rle.js';
import { TAGS } from './tags.js';
import {
  DEFLATED_FRAMES,
  DEFLATED_LITTLE_ENDIAN,
  ENCAPSULATED_UNCOMPRESSED,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  RLE_LOSSLESS,
  transferSyntaxName,
} from './transferSyntax.js';

/** How the pixels of a monochrome image are stored (PS3.3 C.7.6.3). */
export interface PixelFormat {
  readonly rows: number;
  readonly columns: number;
  readonly frameCount: number;
  readonly bitsAllocated: 1 | 8 | 16;
}

const NATIVE = new Set([IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED_LITTLE_ENDIAN]);
const ENCAPSULATED = new Set([RLE_LOSSLESS, DEFLATED_FRAMES, ENCAPSULATED_UNCOMPRESSED]);

/**
 * Reads the pixel format of a file.
 *
 * @throws `malformed-object` for missing attributes, `unsupported-object` for colour or deeper pixels
 */
export function readPixelFormat({ attributes, name }: DicomFile): PixelFormat {
  const bitsAllocated = attributes.requireUint16('BitsAllocated');
  const samples = attributes.uint16('SamplesPerPixel') ?? 1;
  if (samples !== 1 || (bitsAllocated !== 1 && bitsAllocated !== 8 && bitsAllocated !== 16)) {
    throw new MutationPredictionError(
      'unsupported-object',
      `${name} has ${samples} samples of ${bitsAllocated} bits per pixel; only one of 1, 8 or 16 bits is read.`,
      'Export it again as a grey-scale image.',
    );
  }
  const rows = attributes.requireUint16('Rows');
  const columns = attributes.requireUint16('Columns');
  const frameCount = attributes.decimal('NumberOfFrames') ?? 1;
  if (rows === 0 || columns === 0 || !Number.isInteger(frameCount) || frameCount < 1) {
    throw new MutationPredictionError(
      'malformed-object',
      `${name} says it has ${frameCount} frames of ${columns} × ${rows} pixels.`,
      'Export it again from the system that made it.',
    );
  }
  return { rows, columns, frameCount, bitsAllocated };
}

/** The frames of a file's pixel data, decoded one at a time. */
export class PixelFrames {
  readonly format: PixelFormat;
  private readonly element: Element;
  private fragments: Uint8Array[] | undefined;

  /** @throws `truncated-pixel-data`, `unsupported-transfer-syntax`, as `readPixelFormat` */
  constructor(private readonly file: DicomFile) {
    requireDecodable(file);
    this.format = readPixelFormat(file);
    this.element = file.dataSet.elements[TAGS.PixelData] ?? failTruncated(file, 'there is none');
    if (NATIVE.has(file.transferSyntaxUid)) this.nativeBytes();
  }

  /**
   * Stored values of a frame, row by row; one byte per pixel for 1-bit and 8-bit pixels. The array
   * may share memory with the file.
   *
   * @param frame counted from 0
   * @throws `truncated-pixel-data`
   */
  read(frame: number): Uint8Array | Uint16Array {
    if (NATIVE.has(this.file.transferSyntaxUid)) {
      return asPixels(this.nativeBytes(), frame, this.format);
    }
    this.fragments ??= readFragments(this.file, this.element);
    const code = frameCode(this.file, this.fragments, frame, this.format);
    return asPixels(decodeFrame(this.file, code, this.format), 0, this.format);
  }

  private nativeBytes(): Uint8Array {
    const { rows, columns, frameCount, bitsAllocated } = this.format;
    const { byteArray } = this.file.dataSet;
    const { dataOffset, length } = this.element;
    const available = Math.min(length, byteArray.length - dataOffset);
    const needed = Math.ceil((rows * columns * frameCount * bitsAllocated) / 8);
    if (available >= needed) return byteArray.subarray(dataOffset, dataOffset + needed);
    return failTruncated(
      this.file,
      `${frameCount} frames of ${columns} × ${rows} pixels need ${needed} bytes, ${available} are there`,
    );
  }
}

/** @throws `unsupported-transfer-syntax`, naming the syntax */
export function requireDecodable({ transferSyntaxUid, name }: DicomFile): void {
  if (NATIVE.has(transferSyntaxUid) || ENCAPSULATED.has(transferSyntaxUid)) return;
  throw new MutationPredictionError(
    'unsupported-transfer-syntax',
    `The pixels of ${name} are encoded as ${transferSyntaxName(transferSyntaxUid)}, which is not read here.`,
    'Export it again as Explicit VR Little Endian.',
  );
}

/** The code of a frame: one fragment, or all of them for a single frame (PS3.5 §A.4). */
function frameCode(
  file: DicomFile,
  fragments: readonly Uint8Array[],
  frame: number,
  { frameCount }: PixelFormat,
): Uint8Array {
  const fragment = fragments[frame];
  if (fragment && fragments.length === frameCount) return fragment;
  if (frameCount > 1 || !fragment) {
    return failTruncated(
      file,
      `it has ${frameCount} frames, but ${fragments.length} fragments of pixel data`,
    );
  }
  const whole = new Uint8Array(fragments.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of fragments) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function readFragments(file: DicomFile, element: Element): Uint8Array[] {
  const { byteArray } = file.dataSet;
  const stream = new dicomParser.ByteStream(
    dicomParser.littleEndianByteArrayParser,
    byteArray,
    element.dataOffset,
  );
  try {
    dicomParser.findEndOfEncapsulatedElement(stream, element);
  } catch {
    // dicom-parser throws strings that say no more than this
    return failTruncated(file, 'its encapsulated pixel data ends early');
  }
  return (element.fragments ?? []).map(({ position, length }) =>
    byteArray.subarray(position, position + length),
  );
}

/** Decoded bytes of a frame; checks that the code can be that long before allocating. */
function decodeFrame(file: DicomFile, code: Uint8Array, format: PixelFormat): Uint8Array {
  const pixelCount = format.rows * format.columns;
  const length = Math.ceil((pixelCount * format.bitsAllocated) / 8);
  let bytes: Uint8Array | undefined;
  if (file.transferSyntaxUid === RLE_LOSSLESS) {
    bytes = decodeRleFrame(code, pixelCount, format.bitsAllocated / 8);
  } else if (file.transferSyntaxUid === DEFLATED_FRAMES) {
    bytes = inflateFrame(code, length);
  } else if (file.transferSyntaxUid === ENCAPSULATED_UNCOMPRESSED) {
    bytes = code;
  }
  if (!bytes || bytes.length < length) {
    return failTruncated(file, `a frame of ${format.columns} × ${format.rows} pixels ends early`);
  }
  return bytes;
}

function inflateFrame(code: Uint8Array, length: number): Uint8Array | undefined {
  try {
    // A frame of odd length is padded to even before it is deflated.
    return inflateBounded(code, length + 1);
  } catch {
    return undefined;
  }
}

/** Pixels of a frame from the bytes of all frames; 1-bit frames share bytes (PS3.5 §8.1.1). */
function asPixels(bytes: Uint8Array, frame: number, format: PixelFormat): Uint8Array | Uint16Array {
  const pixelCount = format.rows * format.columns;
  const first = frame * pixelCount;
  if (format.bitsAllocated === 1) return unpackBits(bytes, first, pixelCount);
  if (format.bitsAllocated === 8) return bytes.subarray(first, first + pixelCount);
  // Copied, because a Uint16Array must start at an even address; every host is little endian.
  return new Uint16Array(bytes.slice(2 * first, 2 * (first + pixelCount)).buffer);
}

/** Bits of a byte run, least significant first. */
function unpackBits(bytes: Uint8Array, firstBit: number, count: number): Uint8Array {
  const firstByte = Math.floor(firstBit / 8);
  const shift = firstBit % 8;
  const pixels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const bit = shift + i;
    pixels[i] = (bytes[firstByte + (bit >>> 3)]! >>> (bit & 7)) & 1;
  }
  return pixels;
}

function failTruncated(file: DicomFile, problem: string): never {
  throw new MutationPredictionError(
    'truncated-pixel-data',
    `The pixel data of ${file.name} is incomplete: ${problem}.`,
    'Copy or export the file again from the system that made it.',
  );
}
