import { MutationPredictionError } from '../../errors.js';
import type { Code } from '../../contract/modelManifest.js';
import type { SegmentCodes } from '../../contract/segmentCodes.js';
import type { InstanceReference, SeriesIdentity } from '../../imaging/ctImage.js';
import type { Grid } from '../../imaging/grid.js';
import type { Mask } from '../../imaging/volume.js';
import { asciiLabel } from '../writing/asciiLabel.js';
import { codeItem } from '../writing/codeItem.js';
import { derivedObject, newObjectUids, type ObjectUids } from '../writing/derivedObject.js';
import {
  derivedFrom,
  dimensionsOf,
  enhancedOn,
  planePosition,
  planesOf,
  POSITION,
  referencedSeries,
  type FrameDimension,
} from '../writing/framesOnSlices.js';
import type { NaturalisedDataset } from '../writing/naturalisedDataset.js';
import { SOP_CLASS } from '../identity/sopClasses.js';
import type { StudyAttributes } from '../identity/studyAttributes.js';

/** A segment to write. */
export interface SegmentDraft {
  /** On the grid of the CT. */
  readonly mask: Mask;
  /** Written in ASCII, because readers decode other text inside sequences wrongly. */
  readonly label: string;
  readonly trackingId: string;
  readonly trackingUid: string;
  /** What helped a person to draw it; absent for contours drawn by hand alone. */
  readonly algorithmName?: string;
  /** What it is; tissue where nobody says. */
  readonly codes?: Pick<SegmentCodes, 'category' | 'type'>;
}

export interface SegmentationDraft {
  readonly ct: { readonly identity: SeriesIdentity; readonly grid: Grid };
  /** Of the CT's patient and study: the segmentation is filed there. */
  readonly studyAttributes: StudyAttributes;
  /** Numbered from 1 in this order. */
  readonly segments: readonly SegmentDraft[];
  readonly seriesDescription: string;
  readonly seriesNumber: number;
  readonly now: Date;
  /** Default: new ones. */
  readonly uids?: ObjectUids;
}

/** How a report refers to a segment. */
export interface WrittenSegment extends InstanceReference {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly segmentNumber: number;
}

/** A SEG ready for `encodePart10`, and its segments in the order of the draft. */
export interface BuiltSegmentation {
  readonly dataset: NaturalisedDataset;
  readonly segments: readonly WrittenSegment[];
}

/** One frame: segment and slice, both as indices from 0. */
interface FrameIndex {
  readonly segment: number;
  readonly k: number;
}

/** CID 7150 and CID 7166. */
const TISSUE: Code = { value: '85756007', scheme: 'SCT', meaning: 'Tissue' };
/** CID 7203. */
const SEGMENTATION: Code = { value: '113076', scheme: 'DCM', meaning: 'Segmentation' };

/** Referenced Segment Number, of Segment Identification. */
const SEGMENT: FrameDimension = { pointer: 0x0062000b, group: 0x0062000a, label: 'Segment' };

/**
 * Masks as a BINARY segmentation object (PS3.3 A.51) in a series of its own; only slices that show a
 * segment become frames. Segments may overlap.
 *
 * @throws `empty-segment` for a mask without voxels
 */
export function buildSegmentation(draft: SegmentationDraft): BuiltSegmentation {
  const { ct, segments, uids = newObjectUids() } = draft;
  const frames = segments.flatMap((segment, s) => framesOf(segment, s));
  const [columns, rows] = ct.grid.size;
  const { studyInstanceUid } = ct.identity;

  const dataset: NaturalisedDataset = {
    ...derivedObject({
      ...draft,
      uids,
      studyInstanceUid,
      sopClassUid: SOP_CLASS.segmentation,
      modality: 'SEG',
    }),
    ...enhancedOn(ct.identity),

    ContentLabel: 'SEGMENTATION',
    ContentDescription: draft.seriesDescription,
    ContentCreatorName: '',
    ImageType: ['DERIVED', 'PRIMARY'],
    LossyImageCompression: '00',
    SegmentationType: 'BINARY',
    SegmentSequence: segments.map(segmentItem),

    ...dimensionsOf([SEGMENT, POSITION]),
    NumberOfFrames: String(frames.length),
    SharedFunctionalGroupsSequence: [planesOf(ct.grid)],
    PerFrameFunctionalGroupsSequence: perFrameGroups(frames, ct),
    ReferencedSeriesSequence: [referencedSeries(ct.identity, slicesOf(frames))],

    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    PixelData: packFrames(frames, draft),
    _vrMap: { PixelData: 'OB' },
  };
  const written = (segmentNumber: number): WrittenSegment => ({
    studyInstanceUid,
    sopClassUid: SOP_CLASS.segmentation,
    ...uids,
    segmentNumber,
  });
  return { dataset, segments: segments.map((_, s) => written(s + 1)) };
}

/** The slices that show a segment. */
function framesOf({ mask, label }: SegmentDraft, segment: number): FrameIndex[] {
  const [columns, rows, slices] = mask.grid.size;
  const area = columns * rows;
  const frames = Array.from({ length: slices }, (_, k) => ({ segment, k })).filter(({ k }) =>
    mask.data.subarray(k * area, (k + 1) * area).includes(1),
  );
  if (frames.length > 0) return frames;
  throw new MutationPredictionError('empty-segment.nothing-to-save', { label });
}

function segmentItem(segment: SegmentDraft, s: number): NaturalisedDataset {
  return {
    SegmentNumber: s + 1,
    SegmentLabel: asciiLabel(segment.label),
    SegmentedPropertyCategoryCodeSequence: [codeItem(segment.codes?.category ?? TISSUE)],
    SegmentedPropertyTypeCodeSequence: [codeItem(segment.codes?.type ?? TISSUE)],
    SegmentAlgorithmType: segment.algorithmName ? 'SEMIAUTOMATIC' : 'MANUAL',
    SegmentAlgorithmName: segment.algorithmName,
    TrackingID: asciiLabel(segment.trackingId),
    TrackingUID: segment.trackingUid,
  };
}

function perFrameGroups(
  frames: readonly FrameIndex[],
  { identity, grid }: SegmentationDraft['ct'],
): NaturalisedDataset[] {
  const slices = slicesOf(frames);
  return frames.map(({ segment, k }) => ({
    FrameContentSequence: [{ DimensionIndexValues: [segment + 1, slices.indexOf(k) + 1] }],
    PlanePositionSequence: [planePosition(grid, k)],
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment + 1 }],
    DerivationImageSequence: [derivedFrom(identity, k, SEGMENTATION)],
  }));
}

/** The slices that have frames, each once, in order. */
function slicesOf(frames: readonly FrameIndex[]): number[] {
  return [...new Set(frames.map(({ k }) => k))].sort((a, b) => a - b);
}

/** One bit per pixel, least significant first, frame after frame without padding (PS3.5 §8.1.1). */
function packFrames(
  frames: readonly FrameIndex[],
  { ct, segments }: SegmentationDraft,
): ArrayBuffer {
  const area = ct.grid.size[0] * ct.grid.size[1];
  const byteCount = Math.ceil((frames.length * area) / 8);
  const bits = new Uint8Array(byteCount + (byteCount % 2));
  frames.forEach(({ segment, k }, frame) => {
    const { data } = segments[segment]!.mask;
    for (let p = 0; p < area; p++) {
      if (data[k * area + p] === 0) continue;
      const bit = frame * area + p;
      bits[Math.floor(bit / 8)]! |= 1 << (bit % 8);
    }
  });
  return bits.buffer;
}
