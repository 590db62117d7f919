import type { SeriesIdentity } from '../imaging/ctImage.js';
import { CODES } from './codes.js';
import type { ContentItem } from './contentItems.js';
import {
  codeContentItem,
  containerContentItem,
  imageContentItem,
  uidRefContentItem,
} from './contentItems.js';

/** TID 1600: the CT series that were measured, one group each. */
export function imageLibrary(series: readonly SeriesIdentity[]): ContentItem {
  return containerContentItem(CODES.imageLibrary, series.map(imageLibraryGroup), 'CONTAINS');
}

function imageLibraryGroup({ frameOfReferenceUid, instances }: SeriesIdentity): ContentItem {
  const content = [
    codeContentItem(CODES.modality, CODES.computedTomography, 'HAS ACQ CONTEXT'),
    uidRefContentItem(CODES.frameOfReferenceUid, frameOfReferenceUid, 'HAS ACQ CONTEXT'),
    // TID 1601 leaves the name out; OHIF's viewport fails on items without one.
    ...instances.map((instance) =>
      imageContentItem(CODES.sourceOfMeasurement, instance, 'CONTAINS'),
    ),
  ];
  return containerContentItem(CODES.imageLibraryGroup, content, 'CONTAINS');
}
