import { MutationPredictionError } from '../../errors.js';
import type { CodestreamHeader } from './codestream.js';
import { isCompleteCodestream, readCodestreamHeader } from './codestream.js';
import type { FrameDecoder } from './frameCodec.js';
import { inflateBounded } from '../reading/inflate.js';
import type { PixelData } from './pixelData.js';
import type { PixelFormat } from './pixelFormat.js';
import { pixelCount } from './pixelFormat.js';
import { decodeRleFrame } from './rle.js';
import {
  DEFLATED_FRAMES,
  ENCAPSULATED_UNCOMPRESSED,
  RLE_LOSSLESS,
} from '../reading/transferSyntax.js';
import { failTruncated } from '../reading/truncated.js';

/**
 * Cells (Bits Allocated each) of one encapsulated frame, little endian.
 *
 * @param decoder for a transfer syntax that needs a codec
 * @throws `truncated-pixel-data`, `unsupported-object` for a codestream that holds another image
 */
export function decodeFrame(
  pixelData: PixelData,
  code: Uint8Array,
  decoder: FrameDecoder | undefined,
): Uint8Array {
  const { objectName, transferSyntaxUid, format } = pixelData;
  const length = Math.ceil((pixelCount(format) * format.bitsAllocated) / 8);
  const cells = decoder
    ? decodeCodestream(pixelData, code, decoder)
    : decodeHere(transferSyntaxUid, code, format, length);
  if (cells && cells.length >= length) return cells;
  return failTruncated(
    objectName,
    `a frame of ${format.columns} × ${format.rows} pixels ends early`,
  );
}

/** Checks that the code can be that long before allocating; `undefined` where it cannot. */
function decodeHere(
  transferSyntaxUid: string,
  code: Uint8Array,
  format: PixelFormat,
  length: number,
): Uint8Array | undefined {
  switch (transferSyntaxUid) {
    case RLE_LOSSLESS:
      return decodeRleFrame(code, pixelCount(format), format.bitsAllocated / 8);
    case DEFLATED_FRAMES:
      return inflateFrame(code, length);
    case ENCAPSULATED_UNCOMPRESSED:
      return code;
    default:
      return undefined;
  }
}

function inflateFrame(code: Uint8Array, length: number): Uint8Array | undefined {
  try {
    // A frame of odd length is padded to even before it is deflated.
    return inflateBounded(code, length + 1);
  } catch {
    return undefined;
  }
}

function decodeCodestream(
  { objectName, format }: PixelData,
  code: Uint8Array,
  decoder: FrameDecoder,
): Uint8Array {
  const header = readCodestreamHeader(code);
  if (!header) return failTruncated(objectName, 'a frame does not begin as a codestream does');
  requireSameImage(header, format, objectName);
  if (!isCompleteCodestream(code)) failTruncated(objectName, 'a codestream ends early');

  const samples = decodedOrRefused(objectName, code, decoder);
  const bytesPerSample = header.bits > 8 ? 2 : 1;
  if (samples.length !== pixelCount(format) * bytesPerSample) {
    failTruncated(objectName, 'a codestream holds less than its header says');
  }
  return bytesPerSample === format.bitsAllocated / 8 ? samples : widened(samples, header.signed);
}

function decodedOrRefused(objectName: string, code: Uint8Array, decoder: FrameDecoder): Uint8Array {
  try {
    return decoder.decode(code);
  } catch {
    // Not kept as cause: codecs throw numbers and texts that help nobody.
    return failTruncated(objectName, 'a codestream is damaged, or coded as its codec cannot read');
  }
}

function requireSameImage(
  { columns, rows, components, bits, signed }: CodestreamHeader,
  format: PixelFormat,
  objectName: string,
): void {
  if (columns !== format.columns || rows !== format.rows || components !== 1) {
    failOther(
      objectName,
      `a codestream has ${components} × ${columns} × ${rows} samples where 1 × ${format.columns} × ${format.rows} belong`,
    );
  }
  // With as many bits, they mean what Pixel Representation says; with fewer, the sign must be told.
  const fits =
    bits <= format.bitsAllocated &&
    (bits >= format.bitsStored || signed === format.signed) &&
    format.highBit === format.bitsStored - 1;
  if (!fits) {
    failOther(
      objectName,
      `a codestream has ${bits} ${signed ? 'signed' : 'unsigned'} bits per sample where ${format.bitsStored} ${format.signed ? 'signed' : 'unsigned'} of ${format.bitsAllocated} belong, the highest in bit ${format.highBit}`,
    );
  }
}

/** Samples of one byte in cells of two. */
function widened(samples: Uint8Array, signed: boolean): Uint8Array {
  const values = signed
    ? new Int8Array(samples.buffer, samples.byteOffset, samples.length)
    : samples;
  return new Uint8Array(Int16Array.from(values).buffer);
}

function failOther(objectName: string, problem: string): never {
  throw new MutationPredictionError(
    'unsupported-object',
    `The pixel data of ${objectName} do not fit its attributes: ${problem}.`,
    'Export it again as Explicit VR Little Endian.',
  );
}
