import type { SegmentationReferences } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { FindLabelImage } from './labelmap.js';
import { labelmapImageIds, labelmapMask } from './labelmap.js';
import type { CornerstoneLibraries, Segmentation } from '../viewer/ohif.js';
import type { ViewerSegmentation } from './openSegmentation.js';

/**
 * A segmentation as it stands in the viewer: drawn there, or loaded and edited.
 *
 * @param source where its contours come from, for people
 * @param algorithmOf what helped to draw a segment, by its number
 * @throws `unsupported-object` when it has no labelmap, `no-ct` when nothing says what it was drawn on
 */
export function openDrawnSegmentation(
  segmentation: Segmentation,
  source: string,
  libraries: CornerstoneLibraries,
  algorithmOf: (segmentNumber: number) => string | undefined = () => undefined,
): ViewerSegmentation {
  const { Labelmap: labelmap } = segmentation.representationData;
  if (!labelmap) {
    throw new MutationPredictionError('unsupported-object.drawn-as-contours', {
      segmentation: source,
    });
  }
  const { cornerstone } = libraries;
  const findImage: FindLabelImage = (imageId) => {
    const image = cornerstone.cache.getImage(imageId);
    const pixels = image?.voxelManager?.getScalarData();
    if (!image?.referencedImageId || !pixels) return undefined;
    const { sopInstanceUid } = referencedInstance(image.referencedImageId, libraries);
    return {
      rows: image.rows,
      columns: image.columns,
      pixels,
      referencedSopInstanceUid: sopInstanceUid,
    };
  };

  return {
    kind: 'labelmap',
    source,
    reference: { name: source, references: drawnOn(segmentation, libraries) },
    segments: Object.values(segmentation.segments).flatMap((segment) => {
      if (!segment) return [];
      const { segmentIndex: number, label } = segment;
      const algorithmName = algorithmOf(number);
      return [{ number, label, ...(algorithmName && { algorithmName }) }];
    }),
    maskOn: async (ct, segmentNumber) => ({
      mask: labelmapMask(
        labelmap,
        segmentNumber,
        ct,
        findImage,
        `segment ${segmentNumber} of ${source}`,
      ),
      resampled: false,
    }),
  };
}

function drawnOn(
  segmentation: Segmentation,
  libraries: CornerstoneLibraries,
): SegmentationReferences {
  const series = seriesDrawnOn(segmentation, libraries);
  return {
    referencedSeriesUids: series ? [series] : [],
    referencedSopInstanceUids: [],
    referencedFrames: [],
  };
}

/** The CT series under a labelmap or contours; `undefined` while there are no images or contours. */
export function seriesDrawnOn(
  { representationData: { Labelmap: labelmap, Contour: contour } }: Segmentation,
  libraries: CornerstoneLibraries,
): string | undefined {
  const { cornerstone, cornerstoneTools } = libraries;
  const underLabelmap = (labelmap ? labelmapImageIds(labelmap) : []).map(
    (imageId) => cornerstone.cache.getImage(imageId)?.referencedImageId,
  );
  const underContours = [...(contour?.annotationUIDsMap?.values() ?? [])].flatMap((uids) =>
    [...uids].map(
      (uid) => cornerstoneTools.annotation.state.getAnnotation(uid)?.metadata?.referencedImageId,
    ),
  );
  const imageId = [...underLabelmap, ...underContours].find(Boolean);
  return imageId && referencedInstance(imageId, libraries).seriesInstanceUid;
}

/** Identity of the CT image behind an image id, from the viewer's metadata. */
export function referencedInstance(imageId: string, { cornerstone }: CornerstoneLibraries) {
  const instance = cornerstone.metaData.get('instance', imageId) as
    { readonly SOPInstanceUID: string; readonly SeriesInstanceUID: string } | undefined;
  return {
    sopInstanceUid: instance?.SOPInstanceUID ?? '',
    seriesInstanceUid: instance?.SeriesInstanceUID ?? '',
  };
}
