import type { DataSet } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { MutationPredictionError } from '../errors.js';
import { DicomAttributes } from './attributes.js';
import { inflateBounded, InflateLimitError } from './inflate.js';
import { TAGS } from './tags.js';
import { BIG_ENDIAN, DEFLATED_LITTLE_ENDIAN, transferSyntaxName } from './transferSyntax.js';

/** A parsed Part 10 file (PS3.10); the pixel data stays undecoded in `dataSet.byteArray`. */
export interface DicomFile {
  /** Of the file; names the object in messages. */
  readonly name: string;
  readonly transferSyntaxUid: string;
  readonly dataSet: DataSet;
  readonly attributes: DicomAttributes;
}

/** Largest data set that a deflated file may hold; the biggest real segmentations stay below. */
const INFLATE_LIMIT_BYTES = 512 * 1024 * 1024;

/** Preamble and prefix (PS3.10 §7.1). */
const PREFIX_OFFSET = 128;
const PREFIX = [0x44, 0x49, 0x43, 0x4d];

/**
 * Parses a DICOM file up to its pixel data: Implicit and Explicit VR Little Endian, Deflated.
 *
 * @param bytes the whole file
 * @param name names the file in errors
 * @throws `not-dicom`, `malformed-object`, `unsupported-transfer-syntax` (big endian)
 */
export function parseDicomFile(bytes: Uint8Array, name: string): DicomFile {
  if (!PREFIX.every((byte, i) => bytes[PREFIX_OFFSET + i] === byte)) {
    throw new MutationPredictionError(
      'not-dicom',
      `${name} is not a DICOM file.`,
      'Choose files that were exported as DICOM (Part 10).',
    );
  }
  const dataSet = parse(bytes, name);
  const transferSyntaxUid = dataSet.string(TAGS.TransferSyntaxUID) ?? '';
  if (transferSyntaxUid === BIG_ENDIAN) {
    throw new MutationPredictionError(
      'unsupported-transfer-syntax',
      `${name} is encoded as ${transferSyntaxName(BIG_ENDIAN)}, which is retired.`,
      'Export it again as Explicit VR Little Endian.',
    );
  }
  return { name, transferSyntaxUid, dataSet, attributes: new DicomAttributes(dataSet, name) };
}

function parse(bytes: Uint8Array, name: string): DataSet {
  try {
    return dicomParser.parseDicom(bytes, {
      untilTag: TAGS.PixelData,
      inflater: inflateDataSet,
    });
  } catch (cause) {
    if (cause instanceof InflateLimitError) {
      throw new MutationPredictionError(
        'malformed-object',
        `${name} ${cause.message} (${transferSyntaxName(DEFLATED_LITTLE_ENDIAN)}).`,
        'Export it again as Explicit VR Little Endian.',
        { cause },
      );
    }
    throw new MutationPredictionError(
      'malformed-object',
      `${name} is damaged: its attributes cannot be read.`,
      'Copy or export the file again from the system that made it.',
      { cause },
    );
  }
}

/** What dicom-parser asks for: the header as it was, followed by the inflated data set. */
function inflateDataSet(file: Uint8Array, position: number): Uint8Array {
  const dataSet = inflateBounded(file.subarray(position), INFLATE_LIMIT_BYTES);
  const whole = new Uint8Array(position + dataSet.length);
  whole.set(file.subarray(0, position));
  whole.set(dataSet, position);
  return whole;
}
