import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import { readNiftiFile } from '../../imaging/niftiFile.js';
import type { Mask } from '../../imaging/volume.js';
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

/** A NIfTI or NRRD image whose values number regions. */
export interface LabelImage {
  /** For messages. */
  readonly name: string;
  readonly grid: Grid;
  readonly data: RadiomicsImage['data'];
  /** Positive values that occur, ascending. */
  readonly labels: readonly number[];
}

/** More values than that are grey levels, not labels. */
const MOST_LABELS = 256;

/** @throws `unsupported-object` for an image of grey levels, else as {@link readImageFile} */
export function readLabelFile(bytes: Uint8Array, name: string): LabelImage {
  const { grid, data } = readImageFile(bytes, name);
  const labels = new Set<number>();
  let last = 0;
  for (const value of data) {
    // Neighbours mostly share a label.
    if (value === last || !(value > 0)) continue;
    last = value;
    labels.add(value);
    if (labels.size > MOST_LABELS) {
      throw new MutationPredictionError('unsupported-object.not-a-mask', {
        file: name,
        most: MOST_LABELS,
      });
    }
  }
  return { name, grid, data, labels: [...labels].sort((a, b) => a - b) };
}

/**
 * The voxels of one label: the one asked for, else the only one.
 *
 * @throws `empty-segment` for an image without labels, `no-segment` for a label that is not there or
 *   several to choose from
 */
export function maskOfLabel({ name, grid, data, labels }: LabelImage, label?: number): Mask {
  const [only, another] = labels;
  if (only === undefined) {
    throw new MutationPredictionError('empty-segment.no-labelled-voxel', { file: name });
  }
  const chosen = label ?? (another === undefined ? only : undefined);
  if (chosen === undefined || !labels.includes(chosen)) {
    const offered = { file: name, labels: labels.join(', ') };
    throw chosen === undefined
      ? new MutationPredictionError('no-segment.several-labels', offered)
      : new MutationPredictionError('no-segment.no-such-label', { ...offered, label: chosen });
  }
  const inside = new Uint8Array(data.length);
  for (let n = 0; n < data.length; n++) if (data[n] === chosen) inside[n] = 1;
  return { grid, data: inside };
}
