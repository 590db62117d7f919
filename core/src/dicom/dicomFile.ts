import type { DataSet } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { MutationPredictionError } from '../errors.js';
import { DicomAttributes } from './attributes.js';
import { inflateBounded, InflateLimitError } from './inflate.js';
import { TAGS } from './tags.js';
import {
  BIG_ENDIAN,
  DEFLATED_LITTLE_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  transferSyntaxName,
} from './transferSyntax.js';

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
  try {
    const header = dicomParser.readPart10Header(bytes) as Part10Header;
    const transferSyntaxUid = header.string(TAGS.TransferSyntaxUID) ?? '';
    if (transferSyntaxUid === BIG_ENDIAN) failBigEndian(name);
    const dataSet =
      transferSyntaxUid === DEFLATED_LITTLE_ENDIAN
        ? parseDeflated(bytes.subarray(header.position))
        : dicomParser.parseDicom(bytes, { untilTag: TAGS.PixelData });
    return { name, transferSyntaxUid, dataSet, attributes: new DicomAttributes(dataSet, name) };
  } catch (error) {
    if (error instanceof MutationPredictionError) throw error;
    // Not kept as cause: dicom-parser throws objects that hold the patient's data.
    throw new MutationPredictionError(
      'malformed-object',
      error instanceof InflateLimitError
        ? `${name} ${error.message}.`
        : `${name} is damaged: its attributes cannot be read.`,
      'Copy or export the file again from the system that made it.',
    );
  }
}

/** dicom-parser's declaration leaves out where the data set starts. */
type Part10Header = DataSet & { readonly position: number };

/** A deflated data set is Explicit VR Little Endian inside (PS3.5 §A.5). */
function parseDeflated(deflated: Uint8Array): DataSet {
  return dicomParser.parseDicom(inflateBounded(deflated, INFLATE_LIMIT_BYTES), {
    TransferSyntaxUID: EXPLICIT_LITTLE_ENDIAN,
    untilTag: TAGS.PixelData,
  });
}

function failBigEndian(name: string): never {
  throw new MutationPredictionError(
    'unsupported-transfer-syntax',
    `${name} is encoded as ${transferSyntaxName(BIG_ENDIAN)}, which is retired.`,
    'Export it again as Explicit VR Little Endian.',
  );
}
