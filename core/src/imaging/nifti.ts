import { cropVolume } from './crop.js';
import type { CtImage } from './ctImage.js';
import type { NiftiFile } from './niftiFile.js';
import { readNiftiFile } from './niftiFile.js';
import type { Mask, Volume } from './volume.js';
import { requireNumbers } from './requireNumbers.js';

/**
 * A CT in Hounsfield units from a NIfTI file (.nii, .nii.gz). It has no DICOM identity, and nothing
 * is known of its acquisition.
 *
 * @param name names the file in errors
 * @throws `malformed-object`, `truncated-pixel-data`, `gantry-tilt`; `unsupported-object` also for voxels
 *   that are no numbers: what they stand for would be a guess
 */
export function readNiftiCt(bytes: Uint8Array, name: string): CtImage {
  const file = readNiftiFile(bytes, name);
  const volume: Volume = { grid: file.grid, data: toHounsfield(file) };
  requireNumbers(volume, name);
  return {
    grid: file.grid,
    acquisition: {},
    ...(file.windows && { windows: file.windows }),
    readRegion: (box) => Promise.resolve(cropVolume(volume, box)),
  };
}

/**
 * A mask from a NIfTI label image.
 *
 * @param labelValue the label that is the lesion; every positive label when absent
 * @throws as {@link readNiftiCt}
 */
export function readNiftiMask(bytes: Uint8Array, name: string, labelValue?: number): Mask {
  const { grid, voxels, slope, intercept } = readNiftiFile(bytes, name);
  const data = new Uint8Array(voxels.length);
  for (let n = 0; n < voxels.length; n++) {
    const label = voxels[n]! * slope + intercept;
    if (labelValue === undefined ? label > 0 : label === labelValue) data[n] = 1;
  }
  return { grid, data };
}

function toHounsfield({ voxels, slope, intercept }: NiftiFile): Int16Array | Float32Array {
  if (voxels instanceof Int16Array && slope === 1 && intercept === 0) return voxels;
  const hu = new Float32Array(voxels.length);
  for (let n = 0; n < voxels.length; n++) {
    hu[n] = voxels[n]! * slope + intercept;
  }
  return hu;
}
