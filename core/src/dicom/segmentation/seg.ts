import type { DicomAttributes } from '../reading/attributes.js';
import { referencedFrames, uniqueValues } from '../reading/attributes.js';
import type { DicomFile } from '../reading/dicomFile.js';
import { readSegmentCodes } from './segmentCodes.js';
import type { SegmentationReferences, SegmentDescription } from './segmentation.js';

/** Label maps describe what is no segment as one: (125040, DCM, "Background"). */
const BACKGROUND = '125040';

/** The segments of a SEG (PS3.3 C.8.20.2), without the background of a label map. */
export function readSegSegments({ attributes }: DicomFile): SegmentDescription[] {
  return attributes
    .items('SegmentSequence')
    .filter((segment) => !isBackground(segment))
    .map((segment) => {
      const number = segment.requireUint16('SegmentNumber');
      const algorithmType = segment.ascii('SegmentAlgorithmType');
      const trackingId = segment.text('TrackingID');
      const trackingUid = segment.ascii('TrackingUID');
      return {
        number,
        label: segment.text('SegmentLabel') ?? `Segment ${number}`,
        ...(algorithmType && { algorithmType }),
        ...(trackingId && { trackingId }),
        ...(trackingUid && { trackingUid }),
        codes: readSegmentCodes(segment),
      };
    });
}

/** What a SEG was made from: Common Instance Reference, else the sources of its frames. */
export function readSegReferences({ attributes }: DicomFile): SegmentationReferences {
  const frameOfReferenceUid = attributes.ascii('FrameOfReferenceUID');
  const series = [
    attributes,
    ...attributes.items('StudiesContainingOtherReferencedInstancesSequence'),
  ].flatMap((study) => study.items('ReferencedSeriesSequence'));
  const instances = [
    ...series.flatMap((item) => item.items('ReferencedInstanceSequence')),
    ...attributes.items('SourceImageSequence'),
    ...attributes.items('PerFrameFunctionalGroupsSequence').flatMap(sourceImages),
  ];
  return {
    ...(frameOfReferenceUid && { frameOfReferenceUid }),
    referencedSeriesUids: uniqueValues(series, 'SeriesInstanceUID'),
    referencedSopInstanceUids: uniqueValues(instances, 'ReferencedSOPInstanceUID'),
    referencedFrames: referencedFrames(instances),
  };
}

function sourceImages(frame: DicomAttributes): DicomAttributes[] {
  return frame
    .items('DerivationImageSequence')
    .flatMap((derivation) => derivation.items('SourceImageSequence'));
}

function isBackground(segment: DicomAttributes): boolean {
  const type = segment.item('SegmentedPropertyTypeCodeSequence');
  return type?.ascii('CodeValue') === BACKGROUND;
}
