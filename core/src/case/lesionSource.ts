import type { SegmentCodes } from '../contract/segmentCodes.js';
import type { SegmentationReference } from '../contract/prediction.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import { newUid } from '../dicom/identity/uid.js';
import type { SegmentMask } from '../dicom/segmentation/segmentation.js';
import type { LesionSource } from '../prediction/preparePrediction.js';

/** A segment that a segmentation offers, and which lesion of it is meant. */
export interface LesionSegment {
  readonly segmentation: Pick<SegmentationReference, 'kind'> & {
    /** The DICOM object that holds the contours; absent for a labelmap and for NIfTI. */
    readonly object?: { readonly identity: Partial<SegmentationReference> };
  };
  readonly segment: {
    readonly number: number;
    readonly label?: string;
    /** Of the whole segment. */
    readonly trackingUid?: string;
    readonly codes?: SegmentCodes;
  };
  /** 1-based connected part, largest first; absent for the whole segment. */
  readonly component?: number | undefined;
}

/** E.g. `Tumour`, or `Segment 3` for one without a name. */
export function segmentLabel({ number, label }: LesionSegment['segment']): string {
  return label || `Segment ${number}`;
}

/** E.g. `Tumour, part 2`. */
export function lesionLabel({ segment, component }: Omit<LesionSegment, 'segmentation'>): string {
  const label = segmentLabel(segment);
  return component ? `${label}, part ${component}` : label;
}

/** The UID that the segmentation tracks the lesion by: a part is not the whole segment. */
export function statedTrackingUid({
  segment,
  component,
}: Omit<LesionSegment, 'segmentation'>): string | undefined {
  return component ? undefined : segment.trackingUid;
}

/** Where a lesion's contours come from. */
export function lesionReference({
  segmentation,
  segment,
  component,
}: LesionSegment): SegmentationReference {
  return {
    kind: segmentation.kind,
    ...segmentation.object?.identity,
    segmentNumber: segment.number,
    ...(segment.label && { segmentLabel: segment.label }),
    ...(component && { component }),
  };
}

/**
 * The lesion that a segment, or a part of it, is.
 *
 * @param drawn how its mask was made
 * @param caseWarnings of the CT and the segmentation, whatever the segment
 * @param trackingUid where another is known than the segmentation states; a new one where none is
 */
export function lesionSource(
  lesion: LesionSegment,
  drawn: Pick<SegmentMask, 'resampled' | 'overlaps'>,
  caseWarnings: readonly Warning[] = [],
  trackingUid: string | undefined = statedTrackingUid(lesion),
): LesionSource & Required<Pick<LesionSource, 'inputWarnings'>> {
  return {
    label: lesionLabel(lesion),
    trackingUid: trackingUid ?? newUid(),
    segmentation: lesionReference(lesion),
    ...(lesion.segment.codes && { segmentCodes: lesion.segment.codes }),
    inputWarnings: [...caseWarnings, ...drawnWarnings(segmentLabel(lesion.segment), drawn)],
  };
}

/** What a prediction says of how a segment was drawn. */
function drawnWarnings(
  segment: string,
  { resampled, overlaps }: Pick<SegmentMask, 'resampled' | 'overlaps'>,
): Warning[] {
  const { slices: count = 0, voxels = 0 } = overlaps ?? {};
  return [
    ...(overlaps ? [warningOf('contours-overlap', { segment, count, voxels })] : []),
    ...(resampled ? [warningOf('segmentation-resampled.ct')] : []),
  ];
}
