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
  const { columns, rows } = format;
  throw new MutationPredictionError('truncated-pixel-data.frame-short', {
    object: objectName,
    columns,
    rows,
  });
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
  if (!header) {
    throw new MutationPredictionError('truncated-pixel-data.no-codestream', { object: objectName });
  }
  requireSameImage(header, format, objectName);
  if (!isCompleteCodestream(code)) {
    throw new MutationPredictionError('truncated-pixel-data.codestream-short', {
      object: objectName,
    });
  }

  const samples = decodedOrRefused(objectName, code, decoder);
  const bytesPerSample = header.bits > 8 ? 2 : 1;
  if (samples.length !== pixelCount(format) * bytesPerSample) {
    throw new MutationPredictionError('truncated-pixel-data.codestream-incomplete', {
      object: objectName,
    });
  }
  return bytesPerSample === format.bitsAllocated / 8 ? samples : widened(samples, header.signed);
}

function decodedOrRefused(objectName: string, code: Uint8Array, decoder: FrameDecoder): Uint8Array {
  try {
    return decoder.decode(code);
  } catch {
    // Not kept as cause: codecs throw numbers and texts that help nobody.
    throw new MutationPredictionError('truncated-pixel-data.codestream-damaged', {
      object: objectName,
    });
  }
}

function requireSameImage(
  { columns, rows, components, bits, signed }: CodestreamHeader,
  format: PixelFormat,
  objectName: string,
): void {
  if (columns !== format.columns || rows !== format.rows || components !== 1) {
    throw new MutationPredictionError('unsupported-object.other-codestream-size', {
      object: objectName,
      components,
      codedColumns: columns,
      codedRows: rows,
      columns: format.columns,
      rows: format.rows,
    });
  }
  // With as many bits, they mean what Pixel Representation says; with fewer, the sign must be told.
  const fits =
    bits <= format.bitsAllocated &&
    (bits >= format.bitsStored || signed === format.signed) &&
    format.highBit === format.bitsStored - 1;
  if (!fits) {
    throw new MutationPredictionError('unsupported-object.other-codestream-bits', {
      object: objectName,
      codedBits: bits,
      codedSign: signed ? 'signed' : 'unsigned',
      bitsStored: format.bitsStored,
      sign: format.signed ? 'signed' : 'unsigned',
      bitsAllocated: format.bitsAllocated,
      highBit: format.highBit,
    });
  }
}

/** Samples of one byte in cells of two. */
function widened(samples: Uint8Array, signed: boolean): Uint8Array {
  const values = signed
    ? new Int8Array(samples.buffer, samples.byteOffset, samples.length)
    : samples;
  return new Uint8Array(Int16Array.from(values).buffer);
}
