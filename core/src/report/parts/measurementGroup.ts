import type { Finding } from '../../contract/prediction.js';
import { CODES } from '../content/codes.js';
import type { ContentItem, ImageReference } from '../content/contentItems.js';
import {
  codeContentItem,
  containerContentItem,
  imageContentItem,
  textContentItem,
  uidRefContentItem,
} from '../content/contentItems.js';

export interface MeasurementGroup {
  readonly trackingIdentifier: string;
  readonly trackingUid: string;
  readonly referencedSegment: ImageReference;
  readonly sourceSeriesUid: string;
  readonly finding?: Finding;
  /** (130401, DCM, "Visual explanation") items. */
  readonly visualExplanations: readonly ContentItem[];
  /** TID 1001 where it is not the document's. */
  readonly observer?: readonly ContentItem[];
  /** TID 4019, of all measurements of the group. */
  readonly algorithm: readonly ContentItem[];
  readonly measurements: readonly ContentItem[];
  readonly qualitativeEvaluations: readonly ContentItem[];
}

/** TID 1411: what was measured on one lesion, given as a segment. */
export function volumetricRoiMeasurements(group: MeasurementGroup): ContentItem {
  const { trackingIdentifier, trackingUid, referencedSegment, sourceSeriesUid } = group;
  const { finding } = group;
  const content = [
    textContentItem(CODES.trackingIdentifier, trackingIdentifier, 'HAS OBS CONTEXT'),
    // Must stay the first UIDREF: readers take that for the tracking UID.
    uidRefContentItem(CODES.trackingUniqueIdentifier, trackingUid, 'HAS OBS CONTEXT'),
    ...(finding?.category
      ? [codeContentItem(CODES.findingCategory, finding.category, 'CONTAINS')]
      : []),
    ...(finding ? [codeContentItem(CODES.finding, finding.type, 'CONTAINS')] : []),
    imageContentItem(CODES.referencedSegment, referencedSegment, 'CONTAINS'),
    uidRefContentItem(CODES.sourceSeriesForSegmentation, sourceSeriesUid, 'CONTAINS'),
    ...(finding?.site ? [codeContentItem(CODES.findingSite, finding.site, 'HAS CONCEPT MOD')] : []),
    // What people look for first; TID 1411 leaves the order free.
    ...group.qualitativeEvaluations,
    ...group.measurements,
    ...group.visualExplanations,
    ...group.algorithm,
    ...(group.observer ?? []),
  ];
  return containerContentItem(CODES.measurementGroup, content, 'CONTAINS', '1411');
}
