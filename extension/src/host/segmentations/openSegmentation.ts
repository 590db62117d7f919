import type {
  CtReference,
  PatientIdentity,
  SegmentCodes,
  SegmentMask,
} from '@mutation-prediction/core';
import type { SegmentationEntry } from '../../contract.js';
import type { ParsedSegmentation } from '../../parsing/messages.js';
import type { ViewerCt } from '../ct/viewerCt.js';

export interface ViewerSegment {
  readonly number: number;
  readonly label: string;
  /** Of the SEG's segment, when it has one. */
  readonly trackingUid?: string;
  readonly codes?: SegmentCodes;
  /** What helped a person to draw it; absent for contours drawn by hand alone. */
  readonly algorithmName?: string;
}

/** A segmentation whose content is at hand, wherever it came from. */
export interface ViewerSegmentation {
  readonly kind: SegmentationEntry['kind'];
  /** Where the contours come from, for people. */
  readonly source: string;
  readonly reference: CtReference;
  /** Whose it is; absent for a labelmap, which is its CT's. */
  readonly patient?: PatientIdentity | undefined;
  readonly segments: readonly ViewerSegment[];
  /** The DICOM object that holds exactly these contours; absent for a labelmap. */
  readonly object?: Pick<ParsedSegmentation, 'kind' | 'identity'>;
  /**
   * One segment on the grid of a CT.
   *
   * @throws MutationPredictionError when it is empty, elsewhere, or cannot be read
   */
  maskOn(ct: ViewerCt, segmentNumber: number): Promise<SegmentMask>;
}
