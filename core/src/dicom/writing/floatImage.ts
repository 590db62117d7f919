import { DEFLATED_LITTLE_ENDIAN } from '../reading/transferSyntax.js';
import { readMeta } from './fileMeta.js';
import type { NaturalisedDataset } from './naturalisedDataset.js';
import { encodePart10 } from './part10.js';

/** Frames of an image in float32, one after the other; all of one length. */
export interface FloatFrames {
  readonly count: number;
  /** Values of each. */
  readonly length: number;
  /** `undefined` for one that is 0 everywhere. */
  at(frame: number): Float32Array<ArrayBuffer> | undefined;
}

/**
 * Writes an image in Float Pixel Data (PS3.3 C.7.6.24) as a Part 10 file in Deflated Explicit VR Little
 * Endian: no other transfer syntax makes float pixels smaller, and a map is empty but around a lesion.
 *
 * @param dataset without pixels
 * @param frames made one at a time, so that memory holds no whole image
 * @throws as `encodePart10`
 */
export async function encodeFloatImage(
  dataset: NaturalisedDataset,
  frames: FloatFrames,
): Promise<Uint8Array<ArrayBuffer>> {
  const head = new Uint8Array(await encodePart10(dataset, DEFLATED_LITTLE_ENDIAN));
  const { end } = readMeta(head);
  const deflated = await deflate(dataSetBytes(head.subarray(end), frames));
  return joined([head.subarray(0, end), ...deflated]);
}

function* dataSetBytes(
  attributes: Uint8Array<ArrayBuffer>,
  frames: FloatFrames,
): Generator<Uint8Array<ArrayBuffer>> {
  const { count, length } = frames;
  yield attributes;
  yield floatPixelDataHeader(4 * count * length);
  const empty = new Float32Array(length);
  for (let frame = 0; frame < count; frame++) yield littleEndian(frames.at(frame) ?? empty);
}

/** A raw deflate stream (RFC 1951), by the platform: a library would hold up the page for seconds. */
async function deflate(chunks: Iterable<Uint8Array<ArrayBuffer>>): Promise<Uint8Array[]> {
  const { readable, writable } = new CompressionStream('deflate-raw');
  const write = async () => {
    const writer = writable.getWriter();
    for (const chunk of chunks) await writer.write(chunk);
    await writer.close();
  };
  const parts: Uint8Array[] = [];
  const collect = async () => {
    const reader = readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || !value) return;
      parts.push(value);
    }
  };
  await Promise.all([write(), collect()]);
  return parts;
}

/** Float Pixel Data (7FE0,0008), VR OF: the last element, since none with a higher tag is written. */
function floatPixelDataHeader(length: number): Uint8Array<ArrayBuffer> {
  const header = new DataView(new ArrayBuffer(12));
  header.setUint16(0, 0x7fe0, true);
  header.setUint16(2, 0x0008, true);
  header.setUint8(4, 'O'.charCodeAt(0));
  header.setUint8(5, 'F'.charCodeAt(0));
  header.setUint32(8, length, true);
  return new Uint8Array(header.buffer);
}

/** Every host is little endian. */
function littleEndian({
  buffer,
  byteOffset,
  byteLength,
}: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A file of odd length gets the byte that PS3.5 §A.5 asks for. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length + (length % 2));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
