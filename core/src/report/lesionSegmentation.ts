import {
  buildSegmentation,
  type BuiltSegmentation,
  type SegmentationDraft,
} from '../dicom/segmentation/segWriter.js';
import type { Finding } from '../contract/prediction.js';
import type { SegmentCodes } from '../contract/segmentCodes.js';
import type { Mask } from '../imaging/volume.js';

/** Contours that are in no SEG yet, for a report that can refer to segments of one only. */
export interface ContouredLesion {
  /** On the grid of the CT. */
  readonly mask: Mask;
  readonly label: string;
  readonly trackingUid: string;
  /** What helped a person to draw it; absent for contours drawn by hand alone. */
  readonly algorithmName?: string;
  /** What a prediction found it to be. */
  readonly finding?: Finding | undefined;
}

/** High, so that the series sorts after the images and before the reports. */
const SERIES_NUMBER = 9400;
const PURPOSE = ', for mutation prediction';
/** Of a Series Description, VR LO (PS3.5 6.2). */
const LONGEST_TEXT = 64;

/**
 * The SEG that a report of these lesions refers to: a segment for each, in their order.
 *
 * @param draft CT, study and time, as of any SEG
 */
export function buildLesionSegmentation(
  lesions: readonly ContouredLesion[],
  draft: Pick<SegmentationDraft, 'ct' | 'studyAttributes' | 'now' | 'uids'>,
): BuiltSegmentation {
  const labels = lesions.map(({ label }) => label).join(', ');
  return buildSegmentation({
    ...draft,
    segments: lesions.map(({ finding, ...lesion }) => ({
      ...lesion,
      trackingId: lesion.label,
      ...(finding && { codes: codesOf(finding) }),
    })),
    seriesDescription: labels.slice(0, LONGEST_TEXT - PURPOSE.length) + PURPOSE,
    seriesNumber: SERIES_NUMBER,
  });
}

function codesOf({ category, type }: Finding): SegmentCodes {
  return { type, ...(category && { category }) };
}
