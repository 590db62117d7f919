import { MutationPredictionError } from '../../errors.js';
import type { DicomFile } from '../reading/dicomFile.js';
import { readFileMeta } from '../reading/dataSet.js';
import { inflateInChunks } from '../reading/inflate.js';
import { TAGS } from '../reading/tags.js';
import { DEFLATED_LITTLE_ENDIAN } from '../reading/transferSyntax.js';

/** How the frames of an image in Float Pixel Data are stored (PS3.3 C.7.6.24). */
export interface FloatFormat {
  readonly rows: number;
  readonly columns: number;
  readonly frameCount: number;
}

/** Preamble and prefix (PS3.10 §7.1). */
const META_START = 132;

/**
 * The frames of an image in Float Pixel Data, row by row, each an array of its own. A deflated file is
 * inflated on the way, a frame at a time.
 *
 * @param bytes the whole file
 * @param file the same, parsed
 * @throws `truncated-pixel-data`, `malformed-object`
 */
export function* floatFrames(
  bytes: Uint8Array,
  file: DicomFile,
  format: FloatFormat,
): Generator<Float32Array> {
  const length = 4 * format.rows * format.columns;
  let frame = new Uint8Array(length);
  let filled = 0;
  let count = 0;
  for (const chunk of pixelChunks(bytes, file)) {
    for (let at = 0; at < chunk.length && count < format.frameCount;) {
      const part = chunk.subarray(at, at + length - filled);
      frame.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < length) continue;
      // Every host is little endian.
      yield new Float32Array(frame.buffer);
      count++;
      frame = new Uint8Array(length);
      filled = 0;
    }
  }
  if (count < format.frameCount) throw tooShort(file, format, count * length + filled);
}

/** The value of Float Pixel Data, piece by piece. */
function* pixelChunks(bytes: Uint8Array, file: DicomFile): Generator<Uint8Array> {
  const { offset = 0, length = 0 } = file.dataSet.elements.get(TAGS.FloatPixelData) ?? {};
  if (file.transferSyntaxUid !== DEFLATED_LITTLE_ENDIAN) {
    yield bytes.subarray(offset, offset + length);
    return;
  }
  let at = 0;
  try {
    const { end } = readFileMeta(bytes, META_START);
    for (const chunk of inflateInChunks(bytes.subarray(end))) {
      const start = Math.min(Math.max(0, offset - at), chunk.length);
      yield chunk.subarray(start, Math.max(start, offset + length - at));
      at += chunk.length;
    }
  } catch (cause) {
    if (cause instanceof MutationPredictionError) throw cause;
    throw new MutationPredictionError('malformed-object.undecodable', {}, { cause });
  }
}

function tooShort(
  { name: object }: DicomFile,
  { rows, columns, frameCount: frames }: FloatFormat,
  found: number,
): MutationPredictionError {
  const needed = 4 * rows * columns * frames;
  return new MutationPredictionError('truncated-pixel-data.frames-short', {
    ...{ object, frames, columns, rows, needed, found },
  });
}
