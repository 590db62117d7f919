import path from 'node:path';
import {
  bringLabelsToGrid,
  readNiftiLabels,
  readNiftiMask,
  readSegmentationObject,
  readSegmentMask,
  sameGrid,
  type CtImage,
  type CtReference,
  type PatientIdentity,
  type SegmentCodes,
  type SegmentationObject,
  type SegmentationReference,
  type SegmentMask,
} from '@mutation-prediction/core';
import { readInputFile } from './fileSources.js';
import { isNiftiContent } from './niftiContent.js';

/** A segment that a file offers. */
export interface OfferedSegment {
  /** Segment, ROI or label number. */
  readonly number: number;
  readonly label?: string;
  readonly trackingUid?: string;
  readonly codes?: SegmentCodes;
}

/** A segmentation file, whatever its format. */
export interface SegmentationFile {
  /** File name, for messages. */
  readonly name: string;
  readonly kind: SegmentationReference['kind'];
  /** Absent for NIfTI. */
  readonly object?: SegmentationObject;
  readonly segments: readonly OfferedSegment[];
  /** What it says about its CT. */
  readonly reference: CtReference;
  /** Whose it is; absent for NIfTI. */
  readonly patient?: PatientIdentity;
  /** A segment on the grid of a CT, and whether it was drawn on another. */
  maskOn(ct: CtImage, segmentNumber: number): SegmentMask;
}

/**
 * Opens a SEG, an RTSTRUCT or a NIfTI label image; its content tells which.
 *
 * @throws MutationPredictionError `no-segment` without a file, and what the readers throw
 */
export async function openSegmentation(file: string): Promise<SegmentationFile> {
  const name = path.basename(file);
  const bytes = await readInputFile(file, 'no-segment.no-segmentation-file');
  return isNiftiContent(bytes) ? openNifti(bytes, name) : openDicom(bytes, name);
}

function openDicom(bytes: Uint8Array, name: string): SegmentationFile {
  const object = readSegmentationObject(bytes, name);
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

function openNifti(bytes: Uint8Array, name: string): SegmentationFile {
  return {
    name,
    kind: 'nifti',
    reference: { name },
    segments: readNiftiLabels(bytes, name).map((number) => ({ number })),
    maskOn: ({ grid }, segmentNumber) => {
      const mask = readNiftiMask(bytes, name, segmentNumber);
      return sameGrid(mask.grid, grid)
        ? { mask: { ...mask, grid }, resampled: false }
        : {
            mask: bringLabelsToGrid(mask, grid, `label ${segmentNumber} of ${name}`),
            resampled: true,
          };
    },
  };
}
