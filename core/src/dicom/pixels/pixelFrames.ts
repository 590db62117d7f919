import type { DicomFile } from '../reading/dicomFile.js';
import { decodeFrame } from './decodeFrame.js';
import { encapsulatedFrames } from './encapsulated.js';
import type { FrameDecoder } from './frameCodec.js';
import type { PixelData } from './pixelData.js';
import { isNative, locatePixelData } from './pixelData.js';
import type { PixelFormat } from './pixelFormat.js';
import { pixelCount } from './pixelFormat.js';

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
   * Of a whole file.
   *
   * @param decoder of its transfer syntax, where that needs a codec
   * @throws as {@link locatePixelData}
   */
  static of(file: DicomFile, decoder?: FrameDecoder): PixelFrames {
    const decoded = new Set(decoder && [file.transferSyntaxUid]);
    const pixelData = locatePixelData(file, file.name, decoded);
    const { offset, length } = pixelData;
    const value = file.dataSet.bytes.subarray(offset, offset + length);
    return new PixelFrames(pixelData, value, decoder);
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
    return encapsulatedFrames(this.value, format.frameCount, objectName, extendedOffsetTable);
  }
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
