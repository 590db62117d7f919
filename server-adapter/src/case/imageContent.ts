import { isNrrd } from '@mutation-prediction/core';

const GZIP_MAGIC = [0x1f, 0x8b];
/** `sizeof_hdr` of NIfTI-1 and NIfTI-2, the first int32 of the header. */
const HEADER_SIZES: ReadonlySet<number> = new Set([348, 540]);

/** Whether a file is NIfTI, compressed or not, by its content: names are not to be relied on. */
function isNiftiContent(bytes: Uint8Array): boolean {
  if (GZIP_MAGIC.every((byte, index) => bytes[index] === byte)) return true;
  if (bytes.byteLength < 348) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return [true, false].some((littleEndian) => HEADER_SIZES.has(header.getInt32(0, littleEndian)));
}

/** Whether a file is an image of voxels without DICOM, NIfTI or NRRD, by its content. */
export function isImageContent(bytes: Uint8Array): boolean {
  return isNrrd(bytes) || isNiftiContent(bytes);
}
