import { isNIFTI, readHeader } from 'nifti-reader-js';
import { MutationPredictionError } from '../errors.js';
import type { Grid } from './grid.js';
import { gunzipUpTo, isGzip } from './gunzip.js';
import type { SliceWindows } from './huWindow.js';
import type { NiftiHeader } from './niftiGrid.js';
import { niftiGrid } from './niftiGrid.js';
import { niftiWindows } from './niftiWindows.js';

/** Voxels as stored; i runs fastest. */
export type NiftiVoxels =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** A three-dimensional NIfTI-1 or NIfTI-2 image. */
export interface NiftiFile {
  readonly grid: Grid;
  readonly voxels: NiftiVoxels;
  /** Stored value × slope + intercept is the value meant. */
  readonly slope: number;
  readonly intercept: number;
  /** Of each slice k, where the file says any. */
  readonly windows?: SliceWindows;
}

interface VoxelType {
  new (buffer: ArrayBuffer, byteOffset: number, length: number): NiftiVoxels;
  readonly BYTES_PER_ELEMENT: number;
}

/** By the header's datatype code. 64-bit integers hold no more than these in CTs and masks. */
const VOXEL_TYPES: Readonly<Record<number, VoxelType>> = {
  2: Uint8Array,
  4: Int16Array,
  8: Int32Array,
  16: Float32Array,
  64: Float64Array,
  256: Int8Array,
  512: Uint16Array,
  768: Uint32Array,
};

/** Header and the four bytes that announce extensions, of NIfTI-2 as the longer one. */
const HEADER_BYTES = 544;
/** No voxel lies in the header, of NIfTI-1 as the shorter one. */
const LEAST_OFFSET = 348;
/** More than any scanner makes; headers that claim it are damaged or malicious. */
const MOST_BYTES = 2 ** 32;

/**
 * Reads a single-file NIfTI image (.nii, .nii.gz), either byte order.
 *
 * @param name names the file in errors
 * @throws `malformed-object`, `unsupported-object`, `truncated-pixel-data`, `gantry-tilt`
 */
export function readNiftiFile(bytes: Uint8Array, name: string): NiftiFile {
  const compressed = isGzip(bytes);
  const start = toArrayBuffer(compressed ? gunzipUpTo(bytes, HEADER_BYTES, name) : bytes);
  if (!isNIFTI(start)) throw notNifti(name);
  const header = headerOf(start, name);

  const [, columns = 0, rows = 0, slices = 0, ...further] = header.dims;
  if (header.dims[0]! < 3 || further.slice(0, header.dims[0]! - 3).some((n) => n > 1)) {
    throw new MutationPredictionError('unsupported-object.nifti-dimensions', { file: name });
  }
  const VoxelType = VOXEL_TYPES[header.datatypeCode];
  if (!VoxelType) {
    throw new MutationPredictionError('unsupported-object.nifti-voxel-type', {
      file: name,
      type: header.datatypeCode,
    });
  }

  const bytesPerVoxel = header.numBitsPerVoxel / 8;
  const voxelOffset = header.vox_offset;
  if (
    !(Math.min(columns, rows, slices) > 0) ||
    !(voxelOffset >= LEAST_OFFSET && voxelOffset <= MOST_BYTES)
  ) {
    throw new MutationPredictionError('malformed-object.nifti-offset', { file: name });
  }
  if (bytesPerVoxel !== VoxelType.BYTES_PER_ELEMENT) {
    throw new MutationPredictionError('malformed-object.nifti-voxel-length', { file: name });
  }
  const byteLength = columns * rows * slices * bytesPerVoxel;
  if (!(byteLength <= MOST_BYTES)) {
    throw new MutationPredictionError('unsupported-object.nifti-too-large', { file: name });
  }
  const buffer = compressed
    ? toArrayBuffer(gunzipUpTo(bytes, voxelOffset + byteLength, name))
    : start;
  if (voxelOffset + byteLength > buffer.byteLength) {
    throw new MutationPredictionError('truncated-pixel-data.voxels-missing', { file: name });
  }
  // A view where the machine can read them in place: images may have a billion voxels.
  const isInPlace = header.littleEndian && voxelOffset % bytesPerVoxel === 0;
  const windows = niftiWindows(header, buffer, name);
  const image = isInPlace ? buffer : buffer.slice(voxelOffset, voxelOffset + byteLength);
  if (!header.littleEndian) swapBytes(image, bytesPerVoxel);
  return {
    grid: niftiGrid(header, buffer, name),
    voxels: new VoxelType(image, isInPlace ? voxelOffset : 0, columns * rows * slices),
    // A slope of 0 means "not scaled" (nifti1.h); writers also leave NaN there.
    slope: header.scl_slope || 1,
    intercept: header.scl_slope ? header.scl_inter || 0 : 0,
    ...(windows && { windows }),
  };
}

function headerOf(start: ArrayBuffer, name: string): NiftiHeader {
  let header: NiftiHeader | null;
  try {
    header = readHeader(start);
  } catch (cause) {
    // The reader throws plain errors for wrong sizes, and for extensions that lead out of the file.
    throw new MutationPredictionError('malformed-object.nifti-header', { file: name }, { cause });
  }
  if (!header) throw notNifti(name);
  return header;
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) return buffer;
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
}

function swapBytes(buffer: ArrayBuffer, bytesPerVoxel: number): void {
  const bytes = new Uint8Array(buffer);
  for (let n = 0; n < bytes.length; n += bytesPerVoxel) {
    bytes.subarray(n, n + bytesPerVoxel).reverse();
  }
}

function notNifti(name: string): MutationPredictionError {
  return new MutationPredictionError('malformed-object.not-nifti', { file: name });
}
