import type { Grid } from './grid.js';
import type { Mask, Volume } from './volume.js';

/** Header and the four bytes that say that no extension follows (nifti1.h). */
const HEADER_BYTES = 348;
const VOXELS_OFFSET = 352;

/** NIfTI's names for what a voxel is. */
const UINT8 = { datatype: 2, bytesPerVoxel: 1 } as const;
const INT16 = { datatype: 4, bytesPerVoxel: 2 } as const;
const MILLIMETRES = 2;
/** `NIFTI_XFORM_SCANNER_ANAT`: the patient's own coordinates. */
const SCANNER = 1;
const SINGLE_FILE = 'n+1';

/**
 * A mask as an uncompressed NIfTI-1 file (.nii), little-endian, one byte per voxel.
 *
 * Where the voxels lie is said by the sform alone, whose nine numbers hold any grid; LPS becomes
 * NIfTI's RAS by turning round x and y. Compress the result for .nii.gz.
 */
export function encodeNiftiMask({ grid, data }: Mask): Uint8Array {
  const file = new Uint8Array(VOXELS_OFFSET + data.length);
  writeHeader(file, grid, UINT8);
  file.set(data, VOXELS_OFFSET);
  return file;
}

/** A CT as an uncompressed NIfTI-1 file of int16, placed like `encodeNiftiMask`'s. */
export function encodeNiftiImage({ grid, data }: Volume): Uint8Array {
  const file = new Uint8Array(VOXELS_OFFSET + INT16.bytesPerVoxel * data.length);
  writeHeader(file, grid, INT16);
  const voxels = new DataView(file.buffer, VOXELS_OFFSET);
  data.forEach((hu, v) => voxels.setInt16(INT16.bytesPerVoxel * v, hu, true));
  return file;
}

function writeHeader(
  file: Uint8Array,
  grid: Grid,
  { datatype, bytesPerVoxel }: typeof UINT8 | typeof INT16,
): void {
  const header = new DataView(file.buffer, 0, HEADER_BYTES);
  const int16 = (offset: number, value: number) => header.setInt16(offset, value, true);
  const float32 = (offset: number, value: number) => header.setFloat32(offset, value, true);

  header.setInt32(0, HEADER_BYTES, true);
  [3, ...grid.size, 1, 1, 1, 1].forEach((length, n) => int16(40 + 2 * n, length));
  int16(70, datatype);
  int16(72, 8 * bytesPerVoxel);
  const spacings = grid.axes.map((axis) => Math.hypot(...axis));
  [1, ...spacings, 1, 1, 1, 1].forEach((step, n) => float32(76 + 4 * n, step));
  float32(108, VOXELS_OFFSET);
  float32(112, 1); // scl_slope
  header.setUint8(123, MILLIMETRES);
  int16(254, SCANNER); // sform_code
  const [i, j, k] = grid.axes;
  [-1, -1, 1].forEach((toRas, row) => {
    [i[row]!, j[row]!, k[row]!, grid.origin[row]!].forEach((mm, column) =>
      float32(280 + 16 * row + 4 * column, toRas * mm),
    );
  });
  file.set(new TextEncoder().encode(SINGLE_FILE), 344);
}
