import { inflateBounded, MutationPredictionError } from '@mutation-prediction/core';
import type { DataSet } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dictionaryVr } from './dictionary.js';

export const PIXEL_DATA = 'x7fe00010';

const FIRST_READ_BYTES = 128 * 1024;
const INFLATE_LIMIT_BYTES = 512 * 1024 * 1024;

/**
 * The attributes of a DICOM file up to its pixel data, of which only the element's place is known.
 *
 * Reads from the start of the file and further only while the pixel data have not come: the headers
 * of a folder of CT slices cost a quarter of its bytes, and no pixels stay in memory.
 *
 * @returns undefined when the file has no DICOM prefix (PS3.10 §7.1)
 * @throws MutationPredictionError `malformed-object`
 */
export async function readHeader(path: string): Promise<DataSet | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let length = FIRST_READ_BYTES; ; length *= 4) {
      const isWhole = length >= size;
      const bytes = await readBytes(file, 0, Math.min(length, size));
      if (!hasPrefix(bytes)) return undefined;
      const header = parseHeaderPart(bytes, isWhole);
      if (header) return header;
    }
  } finally {
    await file.close();
  }
}

/** The header of a file in memory; undefined and errors as in `readHeader`. */
export function parseHeader(bytes: Uint8Array): DataSet | undefined {
  return hasPrefix(bytes) ? parse(bytes, { untilTag: PIXEL_DATA }) : undefined;
}

/** The whole data set, with the fragments of encapsulated pixel data. */
export function parseWhole(bytes: Uint8Array): DataSet {
  return parse(bytes, {});
}

export async function readBytes(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, start);
  return buffer.subarray(0, bytesRead);
}

/** Undefined when more of the file is needed. */
function parseHeaderPart(bytes: Buffer, isWhole: boolean): DataSet | undefined {
  if (isWhole) return parse(bytes, { untilTag: PIXEL_DATA });
  try {
    const header = parse(bytes, { untilTag: PIXEL_DATA });
    // dicom-parser does not mind a data set that ends early: only the pixel data prove it did not.
    return header.elements[PIXEL_DATA] ? header : undefined;
  } catch {
    return undefined; // The part may end within an element; the whole file is judged above.
  }
}

function parse(bytes: Uint8Array, options: { untilTag?: string }): DataSet {
  try {
    return dicomParser.parseDicom(bytes, { ...options, inflater: inflateDataSet, vrCallback });
  } catch (cause) {
    // dicom-parser throws strings as well as errors.
    throw new MutationPredictionError(
      'malformed-object',
      'A DICOM file is damaged: its attributes cannot be read.',
      'Copy or export the file again from the system that made it.',
      { cause },
    );
  }
}

/** Of Implicit VR files dicom-parser would otherwise guess what a sequence is. */
const vrCallback = (tag: string) => dictionaryVr(tag.slice(1).toUpperCase());

/** What dicom-parser asks for: the header as it was, followed by the inflated data set. */
function inflateDataSet(bytes: Uint8Array, position: number): Uint8Array {
  const dataSet = inflateBounded(bytes.subarray(position), INFLATE_LIMIT_BYTES);
  return Buffer.concat([bytes.subarray(0, position), dataSet]);
}

function hasPrefix(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(128, 132)).toString('latin1') === 'DICM';
}
