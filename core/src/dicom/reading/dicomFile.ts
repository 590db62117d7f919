import { MutationPredictionError } from '../../errors.js';
import { DicomAttributes } from './attributes.js';
import type { ByteSource } from './byteSource.js';
import { openSource } from './byteSource.js';
import type { DataSet } from './dataSet.js';
import { DataSetError, readDataSet, readFileMeta } from './dataSet.js';
import { inflateBounded, InflateLimitError, inflateStart } from './inflate.js';
import {
  BIG_ENDIAN,
  DEFLATED_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  transferSyntaxName,
} from './transferSyntax.js';
import { TAGS } from './tags.js';

/** A parsed Part 10 file (PS3.10). */
export interface DicomFile {
  /** Of the file; names the object in messages. */
  readonly name: string;
  readonly transferSyntaxUid: string;
  readonly attributes: DicomAttributes;
  /**
   * Its bytes may end with the header of the pixel data, where only the head of a file was read, or the
   * pixels are deflated floats.
   */
  readonly dataSet: DataSet;
  /** Of the whole file, or of what it inflates to: positions in the data set stay below. */
  readonly size: number;
}

/** Largest data set that a deflated file may hold; the biggest real segmentations stay below. */
const INFLATE_LIMIT_BYTES = 512 * 1024 * 1024;

/** Preamble and prefix (PS3.10 §7.1). */
const PREFIX_OFFSET = 128;
const PREFIX = [0x44, 0x49, 0x43, 0x4d];

/** Holds the attributes of most single-frame images. */
const HEAD_BYTES = 16 * 1024;
const HEAD_GROWTH = 8;
/** Holds what maps with thousands of frames say of each. */
const LARGEST_HEAD_BYTES = HEAD_BYTES * HEAD_GROWTH ** 4;

/**
 * Parses a DICOM file up to its pixel data: Implicit and Explicit VR Little Endian, Deflated.
 *
 * @param bytes the whole file
 * @param name names the file in errors
 * @throws `not-dicom`, `malformed-object`, `unsupported-transfer-syntax` (big endian)
 */
export function parseDicomFile(bytes: Uint8Array, name: string): DicomFile {
  requirePrefix(bytes, name);
  try {
    return parse(bytes, bytes.length, name);
  } catch (error) {
    throw error instanceof MutationPredictionError ? error : damaged(error, name);
  }
}

/**
 * As `parseDicomFile`, reading no more of the file than its attributes where its host can
 * read parts.
 *
 * @returns why the file cannot be parsed, where it cannot
 * @throws only what the source throws
 */
export async function readDicomHead(
  source: ByteSource,
): Promise<DicomFile | MutationPredictionError> {
  const file = await openSource(source);
  try {
    let length = Math.min(HEAD_BYTES, file.size);
    for (;;) {
      const head = new Uint8Array(length);
      await file.readInto(head, 0);
      const parsed = parseHead(head, file.size, source.name);
      if (parsed) return parsed;
      length = Math.min(length * HEAD_GROWTH, file.size);
    }
  } finally {
    await file.close();
  }
}

/** `undefined` where the head may end before the pixel data. */
function parseHead(
  head: Uint8Array,
  size: number,
  name: string,
): DicomFile | MutationPredictionError | undefined {
  const isWhole = head.length === size;
  try {
    requirePrefix(head, name);
    const parsed = parse(head, size, name);
    return isWhole || hasPixels(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof MutationPredictionError) return error;
    return isWhole ? damaged(error, name) : undefined;
  }
}

function parse(bytes: Uint8Array, size: number, name: string): DicomFile {
  const { meta, end } = readFileMeta(bytes, PREFIX_OFFSET + PREFIX.length);
  const transferSyntaxUid = new DicomAttributes(meta, name).ascii('TransferSyntaxUID') ?? '';
  if (transferSyntaxUid === BIG_ENDIAN) failBigEndian(name);
  if (transferSyntaxUid === DEFLATED_LITTLE_ENDIAN) {
    if (bytes.length < size) throw new DataSetError('malformed-object.ends-early');
    // Explicit VR Little Endian inside (PS3.5 §A.5).
    const deflated = bytes.subarray(end);
    const floatImage = headOfFloatImage(deflated, name);
    if (floatImage) return { name, transferSyntaxUid, ...floatImage };
    const inflated = inflateBounded(deflated, INFLATE_LIMIT_BYTES);
    const dataSet = readDataSet(inflated, 0, true);
    const attributes = new DicomAttributes(dataSet, name);
    return { name, transferSyntaxUid, attributes, dataSet, size: inflated.length };
  }
  const dataSet = readDataSet(bytes, end, transferSyntaxUid !== IMPLICIT_LITTLE_ENDIAN);
  const attributes = new DicomAttributes(dataSet, name);
  return { name, transferSyntaxUid, attributes, dataSet, size };
}

/**
 * An image of float pixels, without them: a map on a CT inflates to as much as the whole CT, of which
 * `floatFrames` holds a frame at a time.
 */
function headOfFloatImage(
  deflated: Uint8Array,
  name: string,
): Pick<DicomFile, 'attributes' | 'dataSet' | 'size'> | undefined {
  for (let length = HEAD_BYTES; ; length *= HEAD_GROWTH) {
    const inflated = inflateStart(deflated, length);
    try {
      const dataSet = readDataSet(inflated, 0, true);
      const pixels = dataSet.elements.get(TAGS.FloatPixelData);
      const attributes = new DicomAttributes(dataSet, name);
      return pixels && { attributes, dataSet, size: pixels.offset + pixels.length };
    } catch (error) {
      const isCut = error instanceof DataSetError && inflated.length >= length;
      if (!isCut || length >= LARGEST_HEAD_BYTES) return undefined;
    }
  }
}

function hasPixels({ attributes }: DicomFile): boolean {
  return (['PixelData', 'FloatPixelData', 'DoubleFloatPixelData'] as const).some((keyword) =>
    attributes.has(keyword),
  );
}

function requirePrefix(bytes: Uint8Array, name: string): void {
  if (PREFIX.every((byte, i) => bytes[PREFIX_OFFSET + i] === byte)) return;
  throw new MutationPredictionError('not-dicom.no-prefix', { file: name });
}

function damaged(error: unknown, name: string): MutationPredictionError {
  if (error instanceof InflateLimitError) {
    const { limit } = error;
    return new MutationPredictionError('malformed-object.inflates-too-far', { file: name, limit });
  }
  const reason =
    error instanceof DataSetError ? error.reason : 'malformed-object.attributes-unreadable';
  return new MutationPredictionError(reason, { file: name });
}

function failBigEndian(name: string): never {
  throw new MutationPredictionError('unsupported-transfer-syntax.retired', {
    file: name,
    transferSyntax: transferSyntaxName(BIG_ENDIAN),
  });
}
