import { MutationPredictionError } from '../../errors.js';
import { UNDEFINED_LENGTH } from '../reading/dataSet.js';
import { decodeFrame } from './decodeFrame.js';
import type { DicomFile } from '../reading/dicomFile.js';
import type { ExtendedOffsetTable } from './encapsulated.js';
import { encapsulatedFrames } from './encapsulated.js';
import type { FrameCodecs, FrameDecoder } from './frameCodec.js';
import type { PixelFormat } from './pixelFormat.js';
import { pixelCount, readPixelFormat } from './pixelFormat.js';
import { TAGS } from '../reading/tags.js';
import { pixelReader, transferSyntaxName } from '../reading/transferSyntax.js';
import { failTruncated } from '../reading/truncated.js';

/** Where the pixels of a file lie and how they are encoded, as its attributes say. */
export interface PixelData {
  /** Names the object in errors. */
  readonly objectName: string;
  readonly transferSyntaxUid: string;
  readonly format: PixelFormat;
  /** Of the value of Pixel Data in the data set, bytes. */
  readonly offset: number;
  readonly length: number;
  readonly extendedOffsetTable?: ExtendedOffsetTable;
}

/** Four times the largest CT matrix in use: a small codestream must not be able to fill the memory. */
const MAXIMUM_ENCAPSULATED_PIXELS = 8192 * 8192;

/**
 * @param objectName names the object in errors
 * @param codecs decode the transfer syntaxes that the engine does not
 * @throws `truncated-pixel-data`, `unsupported-transfer-syntax`, as `readPixelFormat`
 */
export function locatePixelData(
  file: DicomFile,
  objectName: string,
  codecs?: FrameCodecs,
): PixelData {
  const { transferSyntaxUid } = file;
  requireReader(transferSyntaxUid, objectName, codecs);
  const format = readPixelFormat(file);
  const element = file.dataSet.elements.get(TAGS.PixelData);
  if (!element) return failTruncated(objectName, 'there is none');

  if (!isNative(file) && pixelCount(format) > MAXIMUM_ENCAPSULATED_PIXELS) {
    failTooLarge(objectName, format);
  }
  const available = file.size - element.offset;
  const length = Math.min(element.length, available);
  const needed = Math.ceil((pixelCount(format) * format.frameCount * format.bitsAllocated) / 8);
  if (isNative(file) && length < needed) {
    const { frameCount, columns, rows } = format;
    failTruncated(
      objectName,
      `${frameCount} frames of ${columns} × ${rows} pixels need ${needed} bytes, ${length} are there`,
    );
  }
  if (element.length !== UNDEFINED_LENGTH && element.length > available) {
    failTruncated(objectName, `${element.length} bytes belong there, ${available} are`);
  }
  const offsets = file.attributes.uint64s('ExtendedOffsetTable');
  const lengths = file.attributes.uint64s('ExtendedOffsetTableLengths');
  return {
    objectName,
    transferSyntaxUid,
    format,
    offset: element.offset,
    length,
    ...(offsets.length > 0 && { extendedOffsetTable: { offsets, lengths } }),
  };
}

/** Whether pixels lie in the file as they are: a frame can be read without those before it. */
export function isNative({ transferSyntaxUid }: Pick<PixelData, 'transferSyntaxUid'>): boolean {
  return pixelReader(transferSyntaxUid) === 'native';
}

/** The frames of a file's pixel data, decoded one at a time. */
export class PixelFrames {
  private codes: Uint8Array[] | undefined;

  /**
   * @param value of Pixel Data
   * @param decoder for a transfer syntax that needs a codec
   */
  constructor(
    readonly pixelData: PixelData,
    private readonly value: Uint8Array,
    private readonly decoder?: FrameDecoder,
  ) {}

  /**
   * Of a file whose pixels need no codec.
   *
   * @throws as {@link locatePixelData}
   */
  static of(file: DicomFile): PixelFrames {
    const pixelData = locatePixelData(file, file.name);
    const { offset, length } = pixelData;
    return new PixelFrames(pixelData, file.dataSet.bytes.subarray(offset, offset + length));
  }

  get format(): PixelFormat {
    return this.pixelData.format;
  }

  /**
   * Stored values of a frame, row by row; one byte per pixel for 1-bit and 8-bit pixels. The array
   * may share memory with the value.
   *
   * @param frame counted from 0
   * @throws `truncated-pixel-data`, `unsupported-object` for a codestream that holds another image
   */
  read(frame: number): Uint8Array | Uint16Array {
    const { format } = this;
    if (isNative(this.pixelData)) return asPixels(this.value, frame * pixelCount(format), format);
    this.codes ??= this.encapsulated();
    return asPixels(decodeFrame(this.pixelData, this.codes[frame]!, this.decoder), 0, format);
  }

  private encapsulated(): Uint8Array[] {
    const { objectName, format, extendedOffsetTable } = this.pixelData;
    const codes = encapsulatedFrames(this.value, format.frameCount, extendedOffsetTable);
    return typeof codes === 'string' ? failTruncated(objectName, codes) : codes;
  }
}

function requireReader(
  transferSyntaxUid: string,
  objectName: string,
  codecs: FrameCodecs | undefined,
): void {
  const reader = pixelReader(transferSyntaxUid);
  if (reader === 'native' || reader === 'engine') return;
  if (reader === 'codec' && codecs?.transferSyntaxUids.has(transferSyntaxUid)) return;
  throw new MutationPredictionError(
    'unsupported-transfer-syntax',
    `The pixels of ${objectName} are encoded as ${transferSyntaxName(transferSyntaxUid)}, which is not read here.`,
    'Export it again as Explicit VR Little Endian.',
  );
}

/** Pixels from the bytes of frames; 1-bit frames share bytes (PS3.5 §8.1.1). */
export function asPixels(
  bytes: Uint8Array,
  firstPixel: number,
  format: PixelFormat,
): Uint8Array | Uint16Array {
  const count = pixelCount(format);
  if (format.bitsAllocated === 1) return unpackBits(bytes, firstPixel, count);
  if (format.bitsAllocated === 8) return bytes.subarray(firstPixel, firstPixel + count);
  const start = bytes.byteOffset + 2 * firstPixel;
  // A Uint16Array must start at an even address; every host is little endian.
  return start % 2 === 0
    ? new Uint16Array(bytes.buffer, start, count)
    : new Uint16Array(bytes.slice(2 * firstPixel, 2 * (firstPixel + count)).buffer);
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

function failTooLarge(objectName: string, { columns, rows }: PixelFormat): never {
  throw new MutationPredictionError(
    'unsupported-object',
    `${objectName} says it has ${columns} × ${rows} compressed pixels, which is more than any CT has.`,
    'Export it again as Explicit VR Little Endian.',
  );
}
