import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  bringLabelsToGrid,
  fillRuns,
  maskOfLabel,
  maskRuns,
  MutationPredictionError,
  readLabelFile,
  readSegmentationObject,
  sameGrid,
  warningOf,
  type CtImage,
  type CtReference,
  type PatientIdentity,
  type VoxelRun,
} from '@mutation-prediction/core';
import { chooseLesion } from '../case/chooseLesion.js';
import { filesBelow, readInputFile } from '../case/fileSources.js';
import { isImageContent } from '../case/imageContent.js';
import { openSegmentation } from '../case/openSegmentation.js';
import { partOf } from '../case/partOf.js';

export interface RoiChoice {
  /** Segment, ROI or label number; the only one by default. */
  readonly segment?: number;
  /** Label of a label image where `segment` says none: that of a parameter file. */
  readonly label?: number;
  /** Of a map of probabilities: what is at least so much is the region. */
  readonly maskThreshold?: number;
  /** 1-based connected part, largest first; the whole segment by default. */
  readonly component?: number;
}

/** A region of interest in a file, whatever its format. */
export interface OpenRoi {
  /** What it says about its CT. */
  readonly reference: CtReference;
  /** Whose it is; absent for a label image. */
  readonly patient?: PatientIdentity;
  /** The chosen region on the grid of an image, and what the user should know of it. */
  on(image: Pick<CtImage, 'grid' | 'identity'>): RoiOnImage;
}

export interface RoiOnImage {
  readonly runs: readonly VoxelRun[];
  readonly warnings: readonly string[];
}

/**
 * Opens a SEG, an RTSTRUCT, or a NIfTI or NRRD label image.
 *
 * @param place the file, or a folder that holds one SEG or RTSTRUCT among other files
 * @throws MutationPredictionError `no-segment`, `empty-segment`, and what the readers throw
 */
export async function openRoi(place: string, choice: RoiChoice): Promise<OpenRoi> {
  const found = await stat(place).catch(() => undefined);
  const file = found?.isDirectory() ? await segmentationBelow(place) : place;
  const bytes = await readInputFile(file, 'no-segment.no-contour-file');
  if (isImageContent(bytes)) {
    return openLabels(bytes, path.basename(file), choice);
  }
  const segmentation = await openSegmentation(file, { threshold: choice.maskThreshold });
  return {
    reference: segmentation.reference,
    ...(segmentation.patient && { patient: segmentation.patient }),
    on: ({ grid, identity }) => {
      const ct: CtImage = { grid, ...(identity && { identity }), acquisition: {}, readRegion };
      const { mask, source } = chooseLesion(segmentation, ct, choice);
      return {
        runs: mask.runs,
        warnings: (source.inputWarnings ?? []).map(({ message }) => message),
      };
    },
  };
}

/** Segments are placed by the grid alone. */
const readRegion: CtImage['readRegion'] = () => Promise.reject(new Error('no voxels are here'));

function openLabels(
  bytes: Uint8Array,
  name: string,
  { segment, label, component, maskThreshold: threshold }: RoiChoice,
): OpenRoi {
  const image = readLabelFile(bytes, name, { ...(threshold !== undefined && { threshold }) });
  // Over a threshold there is one region, whatever label a parameter file names.
  const whole = maskOfLabel(image, segment ?? (threshold === undefined ? label : undefined));
  const all = { grid: whole.grid, runs: maskRuns(whole) };
  const { runs } = component ? partOf(all, component, 'no-segment.part-of-mask', name) : all;
  return {
    reference: { name },
    on: ({ grid }) =>
      sameGrid(whole.grid, grid)
        ? { runs, warnings: [] }
        : {
            runs: maskRuns(
              bringLabelsToGrid(
                component ? fillRuns(whole.grid, runs) : whole,
                grid,
                `the mask in ${name}`,
              ),
            ),
            warnings: [warningOf('segmentation-resampled.image', { file: name }).message],
          },
  };
}

async function segmentationBelow(folder: string): Promise<string> {
  const found: string[] = [];
  for (const file of await filesBelow(folder)) if (await isSegmentation(file)) found.push(file);
  const [only, another] = found;
  if (only && !another) return only;
  const files = found.map((file) => path.basename(file)).join(', ');
  throw only
    ? new MutationPredictionError('no-segment.several-segmentations', { folder, files })
    : new MutationPredictionError('no-segment.no-segmentation', { folder });
}

async function isSegmentation(file: string): Promise<boolean> {
  const bytes = await readInputFile(file, 'no-segment.file-unreadable');
  try {
    readSegmentationObject(bytes, path.basename(file));
    return true;
  } catch {
    return false;
  }
}
