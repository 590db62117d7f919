import { MutationPredictionError } from '../../errors.js';
import { UNDEFINED_LENGTH } from '../reading/dataSet.js';
import type { DicomFile } from '../reading/dicomFile.js';
import type { ExtendedOffsetTable } from './encapsulated.js';
import type { PixelFormat } from './pixelFormat.js';
import { pixelCount, readPixelFormat } from './pixelFormat.js';
import { TAGS } from '../reading/tags.js';
import { pixelReader, transferSyntaxName } from '../reading/transferSyntax.js';

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
 * @param decoded transfer syntaxes that codecs of the host decode, by UID
 * @throws `truncated-pixel-data`, `unsupported-transfer-syntax`, as `readPixelFormat`
 */
export function locatePixelData(
  file: DicomFile,
  objectName: string,
  decoded: ReadonlySet<string> = new Set(),
): PixelData {
  const { transferSyntaxUid } = file;
  requireReader(transferSyntaxUid, objectName, decoded);
  const format = readPixelFormat(file);
  const element = file.dataSet.elements.get(TAGS.PixelData);
  if (!element) {
    throw new MutationPredictionError('truncated-pixel-data.none', { object: objectName });
  }

  if (!isNative(file) && pixelCount(format) > MAXIMUM_ENCAPSULATED_PIXELS) {
    failTooLarge(objectName, format);
  }
  const available = file.size - element.offset;
  const length = Math.min(element.length, available);
  const needed = Math.ceil((pixelCount(format) * format.frameCount * format.bitsAllocated) / 8);
  if (isNative(file) && length < needed) {
    const { frameCount, columns, rows } = format;
    throw new MutationPredictionError('truncated-pixel-data.frames-short', {
      object: objectName,
      frames: frameCount,
      columns,
      rows,
      needed,
      found: length,
    });
  }
  if (element.length !== UNDEFINED_LENGTH && element.length > available) {
    throw new MutationPredictionError('truncated-pixel-data.bytes-missing', {
      object: objectName,
      needed: element.length,
      found: available,
    });
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

function requireReader(
  transferSyntaxUid: string,
  objectName: string,
  decoded: ReadonlySet<string>,
): void {
  const reader = pixelReader(transferSyntaxUid);
  if (reader === 'native' || reader === 'engine') return;
  if (reader === 'codec' && decoded.has(transferSyntaxUid)) return;
  throw new MutationPredictionError('unsupported-transfer-syntax.pixels', {
    object: objectName,
    transferSyntax: transferSyntaxName(transferSyntaxUid),
  });
}

function failTooLarge(objectName: string, { columns, rows }: PixelFormat): never {
  throw new MutationPredictionError('unsupported-object.too-many-pixels', {
    object: objectName,
    columns,
    rows,
  });
}
