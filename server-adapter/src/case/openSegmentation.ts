import path from 'node:path';
import {
  bringLabelsToGrid,
  isNrrd,
  maskOfLabel,
  readLabelFile,
  readSegmentationObject,
  readSegmentMask,
  sameGrid,
  withDecoder,
  type CtImage,
  type CtReference,
  type PatientIdentity,
  type SegmentCodes,
  type SegmentationObject,
  type SegmentationReference,
  type SegmentMask,
} from '@mutation-prediction/core';
import { frameCodecs } from '../codecs/frameCodecs.js';
import { readInputFile } from './fileSources.js';
import { isImageContent } from './imageContent.js';

/** A segment that a file offers. */
export interface OfferedSegment {
  /** Segment, ROI or label number. */
  readonly number: number;
  readonly label?: string;
  readonly trackingUid?: string;
  readonly codes?: SegmentCodes;
}

/** A segmentation file, whatever its format, or what was segmented on the spot. */
export interface SegmentationFile {
  /** File name, for messages. */
  readonly name: string;
  readonly kind: SegmentationReference['kind'];
  /** What made it on the spot; absent for files. */
  readonly algorithmName?: string;
  /** Absent for NIfTI and NRRD. */
  readonly object?: SegmentationObject;
  readonly segments: readonly OfferedSegment[];
  /** What it says about its CT. */
  readonly reference: CtReference;
  /** Whose it is; absent for NIfTI and NRRD. */
  readonly patient?: PatientIdentity;
  /** A segment on the grid of a CT, and whether it was drawn on another. */
  maskOn(ct: CtImage, segmentNumber: number): SegmentMask;
}

export interface SegmentationOptions {
  /**
   * Of a map of probabilities: what is at least so much is the lesion. Of a FRACTIONAL SEG as a fraction
   * of its maximum, one half by default.
   */
  readonly threshold?: number | undefined;
}

/**
 * Opens a SEG, an RTSTRUCT, or a NIfTI or NRRD label image; its content tells which.
 *
 * @throws MutationPredictionError `no-segment` without a file, and what the readers throw
 */
export async function openSegmentation(
  file: string,
  options: SegmentationOptions = {},
): Promise<SegmentationFile> {
  const name = path.basename(file);
  const bytes = await readInputFile(file, 'no-segment.no-segmentation-file');
  return isImageContent(bytes) ? openLabels(bytes, name, options) : openDicom(bytes, name, options);
}

async function openDicom(
  bytes: Uint8Array,
  name: string,
  { threshold }: SegmentationOptions,
): Promise<SegmentationFile> {
  const reading = { ...(threshold !== undefined && { threshold }) };
  const object = await withDecoder(readSegmentationObject(bytes, name, reading), frameCodecs);
  return {
    name,
    kind: object.kind,
    object,
    reference: { name, references: object },
    patient: object.patient,
    // Structure sets list regions of interest that nobody drew.
    segments: object.segments.filter(({ contourCount }) => contourCount !== 0),
    maskOn: ({ grid, identity }, segmentNumber) =>
      readSegmentMask(object, segmentNumber, {
        grid,
        frameOfReferenceUid: identity?.frameOfReferenceUid,
      }),
  };
}

function openLabels(
  bytes: Uint8Array,
  name: string,
  { threshold }: SegmentationOptions,
): SegmentationFile {
  const image = readLabelFile(bytes, name, { ...(threshold !== undefined && { threshold }) });
  return {
    name,
    kind: isNrrd(bytes) ? 'nrrd' : 'nifti',
    reference: { name },
    segments: image.regions.map(({ number, label }) => ({ number, ...(label && { label }) })),
    maskOn: ({ grid }, segmentNumber) => {
      const mask = maskOfLabel(image, segmentNumber);
      return sameGrid(mask.grid, grid)
        ? { mask: { ...mask, grid }, resampled: false }
        : {
            mask: bringLabelsToGrid(mask, grid, `label ${segmentNumber} of ${name}`),
            resampled: true,
          };
    },
  };
}
