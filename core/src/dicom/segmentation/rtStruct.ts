import { MutationPredictionError } from '../../errors.js';
import type { DicomAttributes } from '../reading/attributes.js';
import { referencedFrames, uniqueValues } from '../reading/attributes.js';
import type { DicomFile } from '../reading/dicomFile.js';
import { readRoiCodes } from './segmentCodes.js';
import type { SegmentationReferences, SegmentDescription } from './segmentation.js';

const XOR_TYPE = 'CLOSEDPLANAR_XOR';
/** Contours that bound an area. */
const AREA_TYPES = new Set(['CLOSED_PLANAR', XOR_TYPE]);

/** A closed contour as a structure set states it, or as it was drawn. */
export interface StatedContour {
  /** x, y, z, x, … in LPS mm. */
  readonly points: readonly number[];
  /** Of the type CLOSEDPLANAR_XOR. */
  readonly isXor: boolean;
}

/** Every ROI of a structure set (PS3.3 C.8.8.5), also those without contours. */
export function readRtStructSegments({ attributes }: DicomFile): SegmentDescription[] {
  const contourCounts = new Map<number | undefined, number>();
  for (const roi of attributes.items('ROIContourSequence')) {
    contourCounts.set(roi.decimal('ReferencedROINumber'), areaContours(roi).length);
  }
  const observations = new Map(
    attributes
      .items('RTROIObservationsSequence')
      .map((observation) => [observation.decimal('ReferencedROINumber'), observation]),
  );
  return attributes.items('StructureSetROISequence').map((roi) => {
    const number = Number(roi.requireAscii('ROINumber'));
    const algorithmType = roi.ascii('ROIGenerationAlgorithm');
    const frameOfReferenceUid = roi.ascii('ReferencedFrameOfReferenceUID');
    const observation = observations.get(number);
    return {
      number,
      label: roi.text('ROIName') ?? `ROI ${number}`,
      ...(algorithmType && { algorithmType }),
      ...(frameOfReferenceUid && { frameOfReferenceUid }),
      ...(observation && { codes: readRoiCodes(observation) }),
      contourCount: contourCounts.get(number) ?? 0,
    };
  });
}

/** What a structure set was drawn on. */
export function readRtStructReferences({ attributes }: DicomFile): SegmentationReferences {
  const frames = attributes.items('ReferencedFrameOfReferenceSequence');
  const frameOfReferenceUid = frames[0]?.ascii('FrameOfReferenceUID');
  const series = frames
    .flatMap((frame) => frame.items('RTReferencedStudySequence'))
    .flatMap((study) => study.items('RTReferencedSeriesSequence'));
  const images = series.flatMap((item) => item.items('ContourImageSequence'));
  return {
    ...(frameOfReferenceUid && { frameOfReferenceUid }),
    referencedSeriesUids: uniqueValues(series, 'SeriesInstanceUID'),
    referencedSopInstanceUids: uniqueValues(images, 'ReferencedSOPInstanceUID'),
    referencedFrames: referencedFrames(images),
  };
}

/**
 * The closed contours of an ROI.
 *
 * @throws `malformed-object`
 */
export function readContours({ attributes, name }: DicomFile, roiNumber: number): StatedContour[] {
  const contours = attributes
    .items('ROIContourSequence')
    .filter((roi) => roi.decimal('ReferencedROINumber') === roiNumber)
    .flatMap(areaContours)
    .map((contour) => ({
      points: contour.decimals('ContourData'),
      count: contour.decimal('NumberOfContourPoints'),
      isXor: contour.ascii('ContourGeometricType') === XOR_TYPE,
    }));
  if (
    contours.some(
      ({ points, count }) => points.length === 0 || points.length !== 3 * (count ?? NaN),
    )
  ) {
    throw new MutationPredictionError('malformed-object.incomplete-contour', {
      roi: roiNumber,
      object: name,
    });
  }
  return contours.map(({ points, isXor }) => ({ points, isXor }));
}

function areaContours(roi: DicomAttributes): DicomAttributes[] {
  return roi
    .items('ContourSequence')
    .filter((contour) => AREA_TYPES.has(contour.ascii('ContourGeometricType') ?? ''));
}
