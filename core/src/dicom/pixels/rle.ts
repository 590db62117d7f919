/** Header of an RLE frame: the segment count and fifteen offsets (PS3.5 Annex G.5). */
const HEADER_BYTES = 64;

/** Two bytes of code stand for a run of at most 128. */
const MAXIMUM_EXPANSION = 64;

/**
 * Decodes one RLE Lossless frame of single-sample pixels (PS3.5 Annex G): one segment per byte of a
 * pixel, most significant first, each PackBits-coded.
 *
 * @returns little-endian pixels, or `undefined` where the code ends early or is not RLE
 */
export function decodeRleFrame(
  code: Uint8Array,
  pixelCount: number,
  bytesPerPixel: number,
): Uint8Array | undefined {
  if (code.length < HEADER_BYTES) return undefined;
  const header = new DataView(code.buffer, code.byteOffset, HEADER_BYTES);
  if (header.getUint32(0, true) !== bytesPerPixel) return undefined;
  // Before allocating: dimensions that the code cannot fill must not fill the memory.
  if (pixelCount * bytesPerPixel > code.length * MAXIMUM_EXPANSION) return undefined;

  const pixels = new Uint8Array(pixelCount * bytesPerPixel);
  for (let segment = 0; segment < bytesPerPixel; segment++) {
    const start = header.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < bytesPerPixel ? header.getUint32(8 + 4 * segment, true) : code.length;
    const firstByte = bytesPerPixel - 1 - segment;
    if (!unpackBits(code.subarray(start, end), pixels, firstByte, bytesPerPixel)) return undefined;
  }
  return pixels;
}

/** Writes every `stride`-th byte of `pixels` from `offset`; false if the code is too short. */
function unpackBits(code: Uint8Array, pixels: Uint8Array, offset: number, stride: number): boolean {
  let read = 0;
  let write = offset;
  while (write < pixels.length) {
    if (read >= code.length) return false;
    const control = code[read++]!;
    if (control < 128) {
      const count = control + 1;
      if (read + count > code.length) return false;
      for (let n = 0; n < count && write < pixels.length; n++, write += stride) {
        pixels[write] = code[read + n]!;
      }
      read += count;
    } else if (control > 128) {
      if (read >= code.length) return false;
      const value = code[read++]!;
      for (let n = 257 - control; n > 0 && write < pixels.length; n--, write += stride) {
        pixels[write] = value;
      }
    }
  }
  return true;
}
