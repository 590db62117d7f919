import { MutationPredictionError } from '../../errors.js';
import type { FrameCodecs } from '../pixels/frameCodec.js';
import type { DicomFile } from '../reading/dicomFile.js';
import { parseDicomFile } from '../reading/dicomFile.js';
import { readRtStructReferences, readRtStructSegments } from './rtStruct.js';
import { readRtStructMask } from './rtStructMask.js';
import { readSegReferences, readSegSegments } from './seg.js';
import { SegFrames } from './segFrames.js';
import { readSegMask } from './segMask.js';
import type {
  SegmentDescription,
  SegmentationObject,
  SegmentMask,
  TargetImage,
} from './segmentation.js';
import { segmentTitle } from './segmentation.js';
import { readPatientIdentity } from '../identity/samePatient.js';
import { SOP_CLASS } from '../identity/sopClasses.js';

/** Probability or occupancy of one half. */
const DEFAULT_THRESHOLD = 0.5;

/**
 * The same with a decoder for its frames, where they need one of the host's.
 *
 * @param codecs that the host brings along
 */
export async function withDecoder(
  object: SegmentationObject,
  codecs: FrameCodecs,
): Promise<SegmentationObject> {
  const { transferSyntaxUid } = object.file;
  if (object.kind !== 'SEG' || !codecs.transferSyntaxUids.has(transferSyntaxUid)) return object;
  return { ...object, decoder: await codecs.decoderFor(transferSyntaxUid) };
}

export interface SegmentationReading {
  /** Of a FRACTIONAL SEG: the fraction of its maximum from which on a pixel belongs to a segment. */
  readonly threshold?: number;
}

/**
 * Reads what a SEG (BINARY, FRACTIONAL, LABELMAP) or RTSTRUCT file holds, without decoding pixels.
 *
 * @param name names the file in errors
 * @throws `not-dicom`, `unsupported-object`, `malformed-object`, `unsupported-transfer-syntax`
 */
export function readSegmentationObject(
  bytes: Uint8Array,
  name: string,
  { threshold = DEFAULT_THRESHOLD }: SegmentationReading = {},
): SegmentationObject {
  const file = parseDicomFile(bytes, name);
  const { attributes } = file;
  const kind = kindOf(file);
  const seriesNumber = attributes.ascii('SeriesNumber');
  const seriesDescription = attributes.text('SeriesDescription');
  return {
    kind,
    identity: {
      studyInstanceUid: attributes.requireAscii('StudyInstanceUID'),
      seriesInstanceUid: attributes.requireAscii('SeriesInstanceUID'),
      sopClassUid: attributes.requireAscii('SOPClassUID'),
      sopInstanceUid: attributes.requireAscii('SOPInstanceUID'),
    },
    patient: readPatientIdentity(attributes),
    ...(seriesNumber && { seriesNumber }),
    ...(seriesDescription && { seriesDescription }),
    ...(kind === 'SEG' ? readSegReferences(file) : readRtStructReferences(file)),
    segments: kind === 'SEG' ? readSegSegments(file) : readRtStructSegments(file),
    file,
    threshold,
  };
}

/**
 * Voxels of each segment of a SEG on the grid that it was drawn on, by segment number; decodes every
 * frame. A structure set has contours and no voxels: an empty map.
 *
 * @throws `truncated-pixel-data`, `unsupported-transfer-syntax`, `unsupported-object`, `malformed-object`
 */
export function countSegmentVoxels(object: SegmentationObject): ReadonlyMap<number, number> {
  return object.kind === 'SEG' ? new SegFrames(object).pixelCounts() : new Map();
}

/**
 * One segment as a mask on the grid of an image.
 *
 * Frames and contours are placed by their position in the patient. A segment drawn on another grid
 * is resampled by nearest neighbour. A FRACTIONAL segment is where its value is at least the
 * threshold's share of MaximumFractionalValue; an ROI is where voxel centres lie in what its contours mean (`fillContours`).
 *
 * @param number of the segment or ROI; never chosen by label
 * @throws `no-segment`, `empty-segment`, `other-frame-of-reference`, `segment-outside-image`,
 *   `truncated-pixel-data`, `unsupported-transfer-syntax`, `unsupported-object`, `malformed-object`
 */
export function readSegmentMask(
  object: SegmentationObject,
  number: number,
  image: TargetImage,
): SegmentMask {
  const segment = object.segments.find((candidate) => candidate.number === number);
  if (!segment) {
    const missing = { object: object.file.name, segment: number };
    const offered = object.segments.map((other) => other.number).join(', ');
    throw offered
      ? new MutationPredictionError('no-segment.not-in-object', { ...missing, offered })
      : new MutationPredictionError('no-segment.empty-object', missing);
  }
  requireSameFrameOfReference(object, segment, image);
  return object.kind === 'SEG'
    ? readSegMask(object, segment, image)
    : readRtStructMask(object, segment, image);
}

function requireSameFrameOfReference(
  object: SegmentationObject,
  segment: SegmentDescription,
  image: TargetImage,
): void {
  const frameOfReferenceUid = segment.frameOfReferenceUid ?? object.frameOfReferenceUid;
  if (!image.frameOfReferenceUid || frameOfReferenceUid === image.frameOfReferenceUid) return;
  throw new MutationPredictionError('other-frame-of-reference.of-series', {
    segment: segmentTitle(object, segment),
  });
}

function kindOf({ attributes, name }: DicomFile): 'SEG' | 'RTSTRUCT' {
  const sopClassUid = attributes.requireAscii('SOPClassUID');
  if (sopClassUid === SOP_CLASS.rtStructureSet) return 'RTSTRUCT';
  if (sopClassUid === SOP_CLASS.segmentation || sopClassUid === SOP_CLASS.labelMapSegmentation) {
    return 'SEG';
  }
  throw new MutationPredictionError('unsupported-object.no-segmentation', {
    object: name,
    type: attributes.ascii('Modality') ?? sopClassUid,
  });
}
