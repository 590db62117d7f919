import { MutationPredictionError } from '../../errors.js';
import type { OpenFile } from '../reading/byteSource.js';
import { openBytes, openSource } from '../reading/byteSource.js';
import type { CtSlice } from './ctSlice.js';
import { parseDicomFile } from '../reading/dicomFile.js';
import type { FrameCodecs, FrameDecoder } from '../pixels/frameCodec.js';
import type { PixelData } from '../pixels/pixelData.js';
import { isNative } from '../pixels/pixelData.js';
import { asPixels, PixelFrames } from '../pixels/pixelFrames.js';
import { pixelCount } from '../pixels/pixelFormat.js';
import { DEFLATED_LITTLE_ENDIAN } from '../reading/transferSyntax.js';

/**
 * Reads the pixels of slices one after another, holding one file open and one buffer: of a frame,
 * or of the encapsulated frames of a file. Slices of one file should follow each other.
 */
export class SlicePixels {
  private pixelData: PixelData | undefined;
  private file: OpenFile | undefined;
  private frames: PixelFrames | undefined;
  private buffer = new Uint8Array(0);

  constructor(private readonly codecs: FrameCodecs | undefined) {}

  /**
   * Stored values, row by row, valid until the next call.
   *
   * @throws `truncated-pixel-data`, `unsupported-object`, and what the source throws
   */
  async read(slice: CtSlice): Promise<Uint8Array | Uint16Array> {
    const { pixelData, frame } = slice;
    const file = await this.fileOf(slice);
    if (!isNative(pixelData)) {
      this.frames ??= await this.encapsulatedFrames(file, pixelData);
      return this.frames.read(frame);
    }
    const { format } = pixelData;
    const length = (pixelCount(format) * format.bitsAllocated) / 8;
    const start = pixelData.offset + frame * length;
    const bytes = await this.bytes(file, start, length, pixelData.objectName);
    return asPixels(bytes, 0, format);
  }

  /** Closes what is open. */
  async close(): Promise<void> {
    const { file } = this;
    this.pixelData = this.file = this.frames = undefined;
    await file?.close();
  }

  private async fileOf(slice: CtSlice): Promise<OpenFile> {
    if (this.file && this.pixelData === slice.pixelData) return this.file;
    await this.close();
    this.file = await openPixels(slice);
    this.pixelData = slice.pixelData;
    return this.file;
  }

  private async encapsulatedFrames(file: OpenFile, pixelData: PixelData): Promise<PixelFrames> {
    const decoder = await this.decoderFor(pixelData);
    const { offset, length, objectName } = pixelData;
    const value = await this.bytes(file, offset, length, objectName);
    return new PixelFrames(pixelData, value, decoder);
  }

  private async decoderFor({ transferSyntaxUid }: PixelData): Promise<FrameDecoder | undefined> {
    const has = this.codecs?.transferSyntaxUids.has(transferSyntaxUid);
    return has ? this.codecs?.decoderFor(transferSyntaxUid) : undefined;
  }

  /** In the one buffer: a new one for every slice would pile up faster than it is collected. */
  private async bytes(
    file: OpenFile,
    position: number,
    length: number,
    objectName: string,
  ): Promise<Uint8Array> {
    if (position + length > file.size) {
      throw new MutationPredictionError('truncated-pixel-data.file-cut', { object: objectName });
    }
    if (this.buffer.length < length) this.buffer = new Uint8Array(length);
    const bytes = this.buffer.subarray(0, length);
    await file.readInto(bytes, position);
    return bytes;
  }
}

/** A deflated file has no parts: it is inflated whole. */
async function openPixels({ source, pixelData }: CtSlice): Promise<OpenFile> {
  if (pixelData.transferSyntaxUid !== DEFLATED_LITTLE_ENDIAN) return openSource(source);
  return openBytes(parseDicomFile(await source.read(), source.name).dataSet.bytes);
}
