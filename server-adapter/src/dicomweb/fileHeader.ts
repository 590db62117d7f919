import { MutationPredictionError } from '@mutation-prediction/core';
import type { DataSet } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createInflateRaw, inflateRaw } from 'node:zlib';
import { findDeflated, readInflated } from './deflated.js';
import type { DeflatedFile } from './deflated.js';
import { dictionaryVr } from './dictionary.js';

export const PIXEL_DATA = 'x7fe00010';
/** What may stand instead, of a Parametric Map (PS3.3 C.7.6.24, C.7.6.25). */
const FLOAT_PIXEL_DATA = ['x7fe00008', 'x7fe00009'];

/** @param tag as in DICOM JSON, e.g. `7FE00008` */
export const isFloatPixelData = (tag: string): boolean =>
  FLOAT_PIXEL_DATA.includes(`x${tag.toLowerCase()}`);

const FIRST_READ_BYTES = 128 * 1024;
const READ_GROWTH = 4;

/** Of a whole deflated file: the biggest real segmentations stay below. */
const INFLATE_LIMIT_BYTES = 256 * 1024 * 1024;

const inflateRawAside = promisify(inflateRaw);
let inflating: Promise<unknown> = Promise.resolve();

/** Of a deflated file's attributes; a segmentation of thousands of frames stays below. */
const INFLATED_HEADER_LIMIT_BYTES = 16 * 1024 * 1024;

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
    for (let length = FIRST_READ_BYTES; ; length *= READ_GROWTH) {
      const isWhole = length >= size;
      const bytes = await readBytes(file, 0, Math.min(length, size));
      if (!hasPrefix(bytes)) return undefined;
      const deflated = findDeflated(bytes);
      if (deflated) {
        const { start } = deflated;
        const rest = file.createReadStream({ start, autoClose: false });
        return await readDeflatedHeader(bytes.subarray(0, start), rest, deflated);
      }
      const header = parseHeaderPart(bytes, isWhole);
      if (header) return header;
    }
  } finally {
    await file.close();
  }
}

/** The header of a file in memory; undefined and errors as in `readHeader`. */
export async function parseHeader(bytes: Buffer): Promise<DataSet | undefined> {
  if (!hasPrefix(bytes)) return undefined;
  const deflated = findDeflated(bytes);
  if (!deflated) return parse(bytes, { untilTag: PIXEL_DATA });
  const rest = Readable.from([bytes.subarray(deflated.start)]);
  return readDeflatedHeader(bytes.subarray(0, deflated.start), rest, deflated);
}

/** The whole data set, with the fragments of encapsulated pixel data. */
export async function parseWhole(bytes: Buffer): Promise<DataSet> {
  const deflated = findDeflated(bytes);
  return deflated ? parseWholeInflated(bytes, deflated) : parse(bytes, {});
}

/** On another thread, and one file at a time: requests for many must not hold all of them at once. */
async function parseWholeInflated(bytes: Buffer, deflated: DeflatedFile): Promise<DataSet> {
  const dataSet = await inTurn(() => inflateDataSet(bytes.subarray(deflated.start)));
  const inflated = Buffer.concat([bytes.subarray(0, deflated.start), dataSet]);
  return readInflated(inflated, deflated, (whole) => parse(whole, {}));
}

async function inflateDataSet(deflated: Buffer): Promise<Buffer> {
  try {
    return await inflateRawAside(deflated, { maxOutputLength: INFLATE_LIMIT_BYTES });
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    if (!isTooLarge) throw damaged(cause);
    throw new MutationPredictionError(
      'unsupported-object.deflated-too-large',
      { limit: INFLATE_LIMIT_BYTES },
      { cause },
    );
  }
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = inflating.then(work);
  inflating = done.catch(() => undefined);
  return done;
}

/**
 * Inflates only until the pixel data come, and never beyond what attributes can need: a few
 * kilobytes may stand for gigabytes, and the headers of several files are read at once.
 *
 * @param head the file up to its deflated part
 */
async function readDeflatedHeader(
  head: Buffer,
  rest: Readable,
  deflated: DeflatedFile,
): Promise<DataSet> {
  const inflate = createInflateRaw();
  rest.on('error', (error) => inflate.destroy(error)).pipe(inflate);
  try {
    return await parseInflatedHeader(head, inflate, deflated);
  } catch (error) {
    const isCorrupt = (error as NodeJS.ErrnoException).code?.startsWith('Z_');
    throw isCorrupt ? damaged(error) : error;
  } finally {
    rest.destroy();
    inflate.destroy();
  }
}

async function parseInflatedHeader(
  head: Buffer,
  chunks: AsyncIterable<Buffer>,
  deflated: DeflatedFile,
): Promise<DataSet> {
  const parts = [head];
  const parseParts = (isWhole: boolean) =>
    readInflated(Buffer.concat(parts), deflated, (bytes) => parseHeaderPart(bytes, isWhole));
  let length = 0;
  let enough = FIRST_READ_BYTES;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length < enough) continue;
    const header = parseParts(false);
    if (header) return header;
    if (length >= INFLATED_HEADER_LIMIT_BYTES) break;
    enough = Math.min(enough * READ_GROWTH, INFLATED_HEADER_LIMIT_BYTES);
  }
  const header = length < INFLATED_HEADER_LIMIT_BYTES && parseParts(true);
  if (header) return header;
  throw new MutationPredictionError('unsupported-object.header-too-large', {
    limit: INFLATED_HEADER_LIMIT_BYTES,
  });
}

export async function readBytes(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, start);
  return buffer.subarray(0, bytesRead);
}

/** Undefined when more of the file is needed. */
function parseHeaderPart(bytes: Buffer, isWhole: boolean): DataSet | undefined {
  if (isWhole) return parse(bytes, { untilTag: PIXEL_DATA });
  for (const untilTag of [PIXEL_DATA, ...FLOAT_PIXEL_DATA]) {
    try {
      const header = parse(bytes, { untilTag });
      // dicom-parser does not mind a data set that ends early: only the pixel data prove it did not.
      if (header.elements[untilTag]) return header;
    } catch {
      // The part may end within an element; the whole file is judged above.
    }
  }
  return undefined;
}

function parse(bytes: Uint8Array, options: { untilTag?: string }): DataSet {
  try {
    return dicomParser.parseDicom(bytes, { ...options, inflater: refuseToInflate, vrCallback });
  } catch (cause) {
    throw damaged(cause); // dicom-parser throws strings as well as errors.
  }
}

function damaged(cause: unknown): MutationPredictionError {
  return new MutationPredictionError('malformed-object.header-unreadable', {}, { cause });
}

/** Of Implicit VR files dicom-parser would otherwise guess what a sequence is. */
const vrCallback = (tag: string) => dictionaryVr(tag.slice(1).toUpperCase());

/** Deflated files come here inflated, but for those whose meta information is damaged. */
function refuseToInflate(): never {
  throw new Error('deflated');
}

function hasPrefix(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(128, 132)).toString('latin1') === 'DICM';
}
