import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import type { Mask } from '../../imaging/volume.js';
import { readImageFile } from './imageFile.js';
import { labelRegion, thresholdRegion, WHOLE_WITHIN } from './labelledRegion.js';
import type { LabelledRegion, Voxels } from './labelledRegion.js';
import { isNrrd, readNrrdLayers } from './nrrd.js';
import { slicerSegments } from './slicerSegments.js';

/** A NIfTI or NRRD image whose values number regions. */
export interface LabelImage {
  /** For messages. */
  readonly name: string;
  readonly grid: Grid;
  /** Those that have a voxel, by rising number. */
  readonly regions: readonly LabelledRegion[];
}

export interface LabelOptions {
  /** Of a map of probabilities or the like: what is at least so much is the one region. */
  readonly threshold?: number;
}

/** More values than that are grey levels, not labels. */
const MOST_LABELS = 256;
/**
 * @throws `unsupported-object` for an image of grey levels or of fractions without a threshold, else as
 *   {@link readImageFile}
 */
export function readLabelFile(
  bytes: Uint8Array,
  name: string,
  { threshold }: LabelOptions = {},
): LabelImage {
  const { grid, layers, fields } = readLayers(bytes, name);
  const regions =
    threshold !== undefined
      ? layers.map((voxels, n) => thresholdRegion(voxels, threshold, n + 1))
      : (slicerSegments(fields, layers) ??
        layers.flatMap((voxels) =>
          labelsOf(voxels, name).map((label) => labelRegion(voxels, label)),
        ));
  return { name, grid, regions: regions.sort((a, b) => a.number - b.number) };
}

interface Layers {
  readonly grid: Grid;
  readonly layers: readonly Voxels[];
  /** Key/value pairs of a NRRD header. */
  readonly fields: ReadonlyMap<string, string>;
}

function readLayers(bytes: Uint8Array, name: string): Layers {
  if (isNrrd(bytes)) return readNrrdLayers(bytes, name);
  const { grid, data } = readImageFile(bytes, name);
  return { grid, layers: [data], fields: new Map() };
}

/** The positive whole values of an image, ascending. */
function labelsOf(voxels: Voxels, name: string): number[] {
  const labels = new Set<number>();
  let last = 0;
  for (let n = 0; n < voxels.length; n++) {
    const value = voxels[n]!;
    // Neighbours mostly share a label.
    if (value === last || !(value > 0)) continue;
    last = value;
    const label = Math.round(value);
    if (Math.abs(value - label) > WHOLE_WITHIN) {
      throw new MutationPredictionError('unsupported-object.mask-of-fractions', {
        file: name,
        value,
      });
    }
    if (label > 0) labels.add(label);
    if (labels.size > MOST_LABELS) {
      throw new MutationPredictionError('unsupported-object.not-a-mask', {
        file: name,
        most: MOST_LABELS,
      });
    }
  }
  return [...labels].sort((a, b) => a - b);
}

/**
 * The voxels of one label: the one asked for, else the only one.
 *
 * @throws `empty-segment` for an image without labels, `no-segment` for a label that is not there or
 *   several to choose from
 */
export function maskOfLabel({ name, grid, regions }: LabelImage, label?: number): Mask {
  const [only, another] = regions;
  if (only === undefined) {
    throw new MutationPredictionError('empty-segment.no-labelled-voxel', { file: name });
  }
  const region =
    label === undefined
      ? another === undefined && only
      : regions.find(({ number }) => number === label);
  if (!region) {
    const labels = regions.map(({ number }) => number).join(', ');
    throw label === undefined
      ? new MutationPredictionError('no-segment.several-labels', { file: name, labels })
      : new MutationPredictionError('no-segment.no-such-label', { file: name, labels, label });
  }
  const data = new Uint8Array(region.voxels.length);
  let isAny = false;
  for (let n = 0; n < data.length; n++) {
    if (!region.isInside(region.voxels[n]!)) continue;
    data[n] = 1;
    isAny = true;
  }
  if (!isAny) {
    throw new MutationPredictionError('empty-segment.no-labelled-voxel', { file: name });
  }
  return { grid, data };
}
