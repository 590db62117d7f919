import { MutationPredictionError } from '@mutation-prediction/core';
import type { DataSet, Element } from 'dicom-parser';
import dicomParser from 'dicom-parser';
import { open, readFile } from 'node:fs/promises';
import { DEFLATED } from './deflated.js';
import { PIXEL_DATA, parseWhole, readBytes, readHeader } from './fileHeader.js';

/** Most frames in one answer: each costs an object, however few bytes or bits it has. */
const FRAME_LIMIT = 65_536;

/**
 * Frames of an image as they are stored, never transcoded. What the header claims is compared with
 * the bytes that are there before anything of that size is made.
 *
 * @param file a Part 10 file
 * @param numbers 1-based frame numbers
 * @throws MutationPredictionError `malformed-object` where the file lacks such a frame,
 *   `unsupported-object` where all frames are too many for one answer
 */
export async function readFrames(
  file: string,
  numbers: readonly number[] | 'all',
): Promise<Buffer[]> {
  const header = await readHeader(file);
  const pixelData = header?.elements[PIXEL_DATA];
  if (!header || !pixelData) throw missingFrame();
  if (pixelData.hadUndefinedLength || header.string('x00020010') === DEFLATED) {
    return readFromWholeFile(file, numbers);
  }
  return readNativeFrames(file, header, pixelData, numbers);
}

/** Uncompressed: each frame is a range of the file, and only that is read. */
async function readNativeFrames(
  file: string,
  header: DataSet,
  pixelData: Element,
  numbers: readonly number[] | 'all',
): Promise<Buffer[]> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const available = Math.min(pixelData.length, size - pixelData.dataOffset);
    const frames: Buffer[] = [];
    for (const number of nativeFrameNumbers(header, available, numbers)) {
      const range = nativeFrameRange(header, available, number);
      const start = pixelData.dataOffset + range.firstByte;
      const bytes = await readBytes(handle, start, range.byteLength);
      if (bytes.length < range.byteLength) throw missingFrame();
      frames.push(shiftBits(bytes, range));
    }
    return frames;
  } finally {
    await handle.close();
  }
}

function nativeFrameNumbers(
  header: DataSet,
  available: number,
  numbers: readonly number[] | 'all',
): readonly number[] {
  if (numbers !== 'all') return numbers;
  const count = frameCountOf(header);
  nativeFrameRange(header, available, count); // The last frame is there, so all are.
  return allFrames(count);
}

function frameCountOf(header: DataSet): number {
  const count = header.intString('x00280008') ?? 1;
  if (!Number.isSafeInteger(count) || count < 1) throw missingFrame();
  return count;
}

/** @param count checked against the pixel data */
function allFrames(count: number): number[] {
  if (count > FRAME_LIMIT) {
    throw new MutationPredictionError('unsupported-object.too-many-frames', { limit: FRAME_LIMIT });
  }
  return Array.from({ length: count }, (_, i) => i + 1);
}

interface FrameRange {
  readonly firstByte: number;
  readonly byteLength: number;
  /** Single-bit frames follow each other without padding (PS3.5 §8.2): where in the byte they start. */
  readonly firstBit: number;
  readonly bitLength: number;
}

function nativeFrameRange(header: DataSet, available: number, number: number): FrameRange {
  const rows = header.uint16('x00280010') ?? 0;
  const columns = header.uint16('x00280011') ?? 0;
  const samples = header.uint16('x00280002') ?? 1;
  const bitsAllocated = header.uint16('x00280100') ?? 0;
  const bitLength = rows * columns * samples * bitsAllocated;
  const start = (number - 1) * bitLength;
  const firstByte = Math.floor(start / 8);
  const byteLength = Math.ceil((start + bitLength) / 8) - firstByte;
  if (bitLength === 0 || number < 1 || firstByte + byteLength > available) {
    throw missingFrame();
  }
  return { firstByte, byteLength, firstBit: start % 8, bitLength };
}

function shiftBits(bytes: Buffer, { firstBit, bitLength }: FrameRange): Buffer {
  if (firstBit === 0) return bytes;
  const shifted = Buffer.alloc(Math.ceil(bitLength / 8));
  for (let i = 0; i < shifted.length; i++) {
    shifted[i] = (bytes[i]! >> firstBit) | ((bytes[i + 1] ?? 0) << (8 - firstBit));
  }
  return shifted;
}

/** Encapsulated or deflated: frames are found by reading everything before them. */
async function readFromWholeFile(
  file: string,
  numbers: readonly number[] | 'all',
): Promise<Buffer[]> {
  const dataSet = await parseWhole(await readFile(file));
  const pixelData = dataSet.elements[PIXEL_DATA];
  if (!pixelData) throw missingFrame();
  return pixelData.encapsulatedPixelData
    ? encapsulatedFrames(dataSet, pixelData, numbers)
    : nativeFramesInMemory(dataSet, pixelData, numbers);
}

function nativeFramesInMemory(
  dataSet: DataSet,
  pixelData: Element,
  numbers: readonly number[] | 'all',
): Buffer[] {
  const { byteArray } = dataSet;
  const available = Math.min(pixelData.length, byteArray.length - pixelData.dataOffset);
  return nativeFrameNumbers(dataSet, available, numbers).map((number) => {
    const range = nativeFrameRange(dataSet, available, number);
    const start = pixelData.dataOffset + range.firstByte;
    return shiftBits(Buffer.from(byteArray.subarray(start, start + range.byteLength)), range);
  });
}

function encapsulatedFrames(
  dataSet: DataSet,
  pixelData: Element,
  numbers: readonly number[] | 'all',
): Buffer[] {
  const fragments = pixelData.fragments ?? [];
  const frameCount = frameCountOf(dataSet);
  if (fragments.length < frameCount) throw missingFrame();
  const wanted = numbers === 'all' ? allFrames(frameCount) : numbers;
  if (wanted.some((number) => number < 1 || number > frameCount)) throw missingFrame();
  if (fragments.length === frameCount) {
    return wanted.map((number) => {
      const { position, length } = fragments[number - 1]!;
      return Buffer.from(dataSet.byteArray.subarray(position, position + length));
    });
  }
  if (frameCount === 1) {
    return wanted.map(() => joinFragments(dataSet, pixelData, 0, fragments.length));
  }
  try {
    const offsets = pixelData.basicOffsetTable?.length
      ? pixelData.basicOffsetTable
      : dicomParser.createJPEGBasicOffsetTable(dataSet, pixelData);
    return wanted.map((number) =>
      Buffer.from(dicomParser.readEncapsulatedImageFrame(dataSet, pixelData, number - 1, offsets)),
    );
  } catch {
    throw missingFrame(); // The offsets lead to no fragment.
  }
}

function joinFragments(dataSet: DataSet, pixelData: Element, first: number, count: number): Buffer {
  return Buffer.from(
    dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, pixelData, first, count),
  );
}

function missingFrame(): MutationPredictionError {
  return new MutationPredictionError('malformed-object.no-such-frame');
}
