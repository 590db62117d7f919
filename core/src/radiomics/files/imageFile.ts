import { cropVolume } from '../../imaging/crop.js';
import type { CtImage } from '../../imaging/ctImage.js';
import { readNiftiCt } from '../../imaging/nifti.js';
import { readNiftiFile } from '../../imaging/niftiFile.js';
import { requireNumbers } from '../../imaging/requireNumbers.js';
import type { Volume } from '../../imaging/volume.js';
import type { RadiomicsImage } from '../roi/image.js';
import { isNrrd, readNrrdFile } from './nrrd.js';

/**
 * A NIfTI or NRRD image with its voxels in the type that ITK reads them as: the stored one, real where
 * NIfTI scales integers. Voxels that are no numbers stay so.
 *
 * @param name names the file in errors
 * @throws `malformed-object`, `unsupported-object`, `truncated-pixel-data`, `gantry-tilt`
 */
export function readImageFile(bytes: Uint8Array, name: string): RadiomicsImage {
  if (isNrrd(bytes)) {
    const { grid, voxels } = readNrrdFile(bytes, name);
    return { grid, data: voxels };
  }
  const { grid, voxels, slope, intercept } = readNiftiFile(bytes, name);
  if (slope === 1 && intercept === 0) return { grid, data: voxels };
  const data = voxels instanceof Float64Array ? voxels.slice() : Float32Array.from(voxels);
  for (let n = 0; n < data.length; n++) data[n] = voxels[n]! * slope + intercept;
  return { grid, data };
}

/**
 * A CT in Hounsfield units from a NIfTI or NRRD file. It has no DICOM identity, and nothing is known of its
 * acquisition.
 *
 * @throws as {@link readImageFile}; `unsupported-object` also for voxels that are no numbers
 */
export function readCtFile(bytes: Uint8Array, name: string): CtImage {
  if (!isNrrd(bytes)) return readNiftiCt(bytes, name);
  const { grid, voxels } = readNrrdFile(bytes, name);
  const volume: Volume = {
    grid,
    data: voxels instanceof Int16Array ? voxels : Float32Array.from(voxels),
  };
  requireNumbers(volume, name);
  return {
    grid,
    acquisition: {},
    readRegion: (box) => Promise.resolve(cropVolume(volume, box)),
  };
}
