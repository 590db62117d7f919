import { readFile } from 'node:fs/promises';
import type { DicomJson } from './dicomJson.js';
import { toDicomJson } from './dicomJson.js';
import { parseHeader, PIXEL_DATA } from './fileHeader.js';

/** What the pixels of an image mean: where they lie, and how they become Hounsfield units. */
const MEANING_TAGS = [
  '0020000D', // Study Instance UID
  '0020000E', // Series Instance UID
  '00200032', // Image Position (Patient)
  '00200037', // Image Orientation (Patient)
  '00280030', // Pixel Spacing
  '00281052', // Rescale Intercept
  '00281053', // Rescale Slope
  '52009229', // Shared Functional Groups Sequence
  '52009230', // Per-Frame Functional Groups Sequence
];

/**
 * Whether two files of one SOP Instance UID may stand for each other: they hold the same data set, or, of
 * images, the same pixels in the same place, whatever archives wrote into their headers. Pixels of two
 * transfer syntaxes are not compared.
 *
 * @throws what reading the files throws
 */
export async function areCopies(file: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([readObject(file), readObject(other)]);
  if (a.dataSet.equals(b.dataSet)) return true;
  if (!a.pixels || !b.pixels) return false;
  const isSameMeaning = MEANING_TAGS.every(
    (tag) => JSON.stringify(a.header[tag]) === JSON.stringify(b.header[tag]),
  );
  return (
    isSameMeaning && (a.transferSyntaxUid !== b.transferSyntaxUid || a.pixels.equals(b.pixels))
  );
}

interface StoredObject {
  readonly header: DicomJson;
  readonly transferSyntaxUid: string;
  /** The bytes after the file meta information. */
  readonly dataSet: Buffer;
  /** From the value of Pixel Data on; absent where there is none. */
  readonly pixels?: Buffer;
}

async function readObject(file: string): Promise<StoredObject> {
  const bytes = await readFile(file);
  const header = await parseHeader(bytes);
  if (!header) return { header: {}, transferSyntaxUid: '', dataSet: bytes };
  const groupLength = header.elements['x00020000'];
  const start = groupLength
    ? groupLength.dataOffset + groupLength.length + (header.uint32('x00020000') ?? 0)
    : 0;
  const pixelData = header.elements[PIXEL_DATA];
  return {
    header: toDicomJson(header, () => ''),
    transferSyntaxUid: header.string('x00020010') ?? '',
    dataSet: bytes.subarray(start),
    ...(pixelData && { pixels: bytes.subarray(pixelData.dataOffset) }),
  };
}
