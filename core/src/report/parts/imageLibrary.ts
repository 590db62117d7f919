import type { InstanceReference, SeriesIdentity } from '../../imaging/ctImage.js';
import { toAsciiText } from '../content/asciiText.js';
import { CODES } from '../content/codes.js';
import type { ContentItem, ImageReference } from '../content/contentItems.js';
import {
  codeContentItem,
  containerContentItem,
  imageContentItem,
  textContentItem,
  uidRefContentItem,
} from '../content/contentItems.js';

/** TID 1600: the CT series that were measured, one group each. */
export function imageLibrary(series: readonly SeriesIdentity[]): ContentItem {
  return containerContentItem(CODES.imageLibrary, series.map(imageLibraryGroup), 'CONTAINS');
}

function imageLibraryGroup({ frameOfReferenceUid, phase, instances }: SeriesIdentity): ContentItem {
  const content = [
    codeContentItem(CODES.modality, CODES.computedTomography, 'HAS ACQ CONTEXT'),
    uidRefContentItem(CODES.frameOfReferenceUid, frameOfReferenceUid, 'HAS ACQ CONTEXT'),
    ...(phase === undefined
      ? []
      : [textContentItem(CODES.seriesPhase, toAsciiText(phase), 'HAS ACQ CONTEXT')]),
    // TID 1601 leaves the name out; OHIF's viewport fails on items without one.
    ...imagesOf(instances).map((instance) =>
      imageContentItem(CODES.sourceOfMeasurement, instance, 'CONTAINS'),
    ),
  ];
  return containerContentItem(CODES.imageLibraryGroup, content, 'CONTAINS');
}

/** Each instance once, with the frames that are slices of the image (PS3.3 C.18.4). */
function imagesOf(instances: readonly InstanceReference[]): ImageReference[] {
  const images = new Map<string, ImageReference>();
  for (const { sopClassUid, sopInstanceUid, frameNumber } of instances) {
    const frames = images.get(sopInstanceUid)?.frameNumbers ?? [];
    images.set(sopInstanceUid, {
      sopClassUid,
      sopInstanceUid,
      ...(frameNumber !== undefined && { frameNumbers: [...frames, frameNumber] }),
    });
  }
  return [...images.values()];
}
