import type { SegmentCodes } from '../../contract/segmentCodes.js';
import type { InstanceReference } from '../../imaging/ctImage.js';
import type { Grid } from '../../imaging/grid.js';
import type { Mask } from '../../imaging/volume.js';
import type { PatientIdentity } from '../identity/samePatient.js';
import type { FrameDecoder } from '../pixels/frameCodec.js';
import type { DicomFile } from '../reading/dicomFile.js';

/** A segment of a SEG, or an ROI of an RTSTRUCT. */
export interface SegmentDescription {
  /** Segment Number or ROI Number: the only way to choose one. */
  readonly number: number;
  /** For people; labels are neither unique nor reliable. */
  readonly label: string;
  /** MANUAL, SEMIAUTOMATIC or AUTOMATIC. */
  readonly algorithmType?: string;
  readonly trackingId?: string;
  readonly trackingUid?: string;
  /** What it is said to be. */
  readonly codes?: SegmentCodes;
  /** Of an ROI, which may differ from its siblings'. */
  readonly frameOfReferenceUid?: string;
  /** Closed planar contours of an ROI; 0 for an ROI that is only named. */
  readonly contourCount?: number;
}

/** Objects that a segmentation was drawn on, as far as it says so. */
export interface SegmentationReferences {
  readonly frameOfReferenceUid?: string;
  readonly referencedSeriesUids: readonly string[];
  readonly referencedSopInstanceUids: readonly string[];
  /** Of multi-frame images, the frames: as `UID frame`, counted from 1. */
  readonly referencedFrames: readonly string[];
}

/** A SEG or RTSTRUCT: what it holds; masks are made on demand by `readSegmentMask`. */
export interface SegmentationObject extends SegmentationReferences {
  readonly kind: 'SEG' | 'RTSTRUCT';
  readonly identity: InstanceReference & {
    readonly studyInstanceUid: string;
    readonly seriesInstanceUid: string;
  };
  readonly patient: PatientIdentity;
  readonly seriesNumber?: string;
  readonly seriesDescription?: string;
  readonly segments: readonly SegmentDescription[];
  readonly file: DicomFile;
  /** Of a FRACTIONAL SEG: the fraction of its maximum from which on a pixel belongs to a segment. */
  readonly threshold: number;
  /** Of a SEG in a transfer syntax that the engine does not decode, where the host brings a codec along. */
  readonly decoder?: FrameDecoder;
}

/** The image that a segment is read on. */
export interface TargetImage {
  readonly grid: Grid;
  /** `undefined` for an image without one (NIfTI): the user vouches that they belong together. */
  readonly frameOfReferenceUid: string | undefined;
}

export interface SegmentMask {
  readonly mask: Mask;
  /** The segment was drawn on another grid and brought to the image's by nearest neighbour. */
  readonly resampled: boolean;
  /** Where contours repeat or overlap each other, so that it matters how they are read. */
  readonly overlaps?: ContourOverlaps;
}

/** How many voxels hang on how overlapping contours are read, and on how many slices. */
export interface ContourOverlaps {
  readonly voxels: number;
  readonly slices: number;
}

/** How messages name a segment. */
export function segmentTitle(object: SegmentationObject, segment: SegmentDescription): string {
  const noun = object.kind === 'SEG' ? 'segment' : 'ROI';
  return `${noun} ${segment.number} "${segment.label}" of ${object.file.name}`;
}
