import type { SegmentationReferences, SegmentMask } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { ImageOfSeries } from '../ct/slicesByImage.js';
import { imageKey } from '../ct/slicesByImage.js';
import type { ViewerCt, ViewerCts } from '../ct/viewerCt.js';
import type { ViewerSegmentation } from '../segmentations/openSegmentation.js';
import type { CornerstoneLibraries, Segmentation } from '../viewer/ohif.js';
import type { DrawnContours } from './contourAnnotations.js';
import { contourAnnotations } from './contourAnnotations.js';
import type { FindLabelImage } from './labelmap.js';
import { imagesDrawnOn, labelmapImageIds, labelmapMask } from './labelmap.js';

/**
 * A segmentation as it stands in the viewer: drawn there, or loaded and edited.
 *
 * @param source where its contours come from, for people
 * @param cts of the study
 * @param algorithmOf what helped to draw a segment, by its number
 * @throws `unsupported-object` when it is neither a labelmap nor contours
 */
export function openDrawnSegmentation(
  segmentation: Segmentation,
  source: string,
  libraries: CornerstoneLibraries,
  cts: ViewerCts,
  algorithmOf: (segmentNumber: number) => string | undefined = () => undefined,
): ViewerSegmentation {
  const { drawnOn, maskOf } = shapeOf(segmentation, source, libraries);
  return {
    kind: 'labelmap',
    source,
    reference: {
      name: source,
      references: referencesOf(seriesDrawnOn(segmentation, libraries), cts, drawnOn),
    },
    segments: Object.values(segmentation.segments).flatMap((segment) => {
      if (!segment) return [];
      const { segmentIndex, label } = segment;
      const number = Number(segmentIndex);
      const algorithmName = algorithmOf(number);
      return [{ number, label, ...(algorithmName && { algorithmName }) }];
    }),
    maskOn: (ct, segmentNumber) =>
      maskOf(ct, segmentNumber, `segment ${segmentNumber} of ${source}`),
  };
}

/** Whether the viewer holds what can be drawn on, and so may no longer be what it was loaded from. */
export function isDrawable({ representationData: { Labelmap, Contour } }: Segmentation): boolean {
  return Labelmap !== undefined || (Contour?.annotationUIDsMap?.size ?? 0) > 0;
}

/** How a segmentation is drawn. */
interface DrawnShape {
  /** The images on which something is. */
  drawnOn(): readonly ImageOfSeries[];
  maskOf(ct: ViewerCt, segmentNumber: number, title: string): Promise<SegmentMask>;
}

function shapeOf(
  { representationData: { Labelmap: labelmap, Contour: contours } }: Segmentation,
  source: string,
  libraries: CornerstoneLibraries,
): DrawnShape {
  if (labelmap) return labelmapShape(labelmap, libraries);
  if (contours) return contourShape(contours, libraries);
  throw new MutationPredictionError('unsupported-object.drawn-otherwise', { segmentation: source });
}

function labelmapShape(
  labelmap: NonNullable<Segmentation['representationData']['Labelmap']>,
  libraries: CornerstoneLibraries,
): DrawnShape {
  const findImage: FindLabelImage = (imageId) => {
    const image = libraries.cornerstone.cache.getImage(imageId);
    const pixels = image?.voxelManager?.getScalarData();
    if (!image?.referencedImageId || !pixels) return undefined;
    return {
      rows: image.rows,
      columns: image.columns,
      pixels,
      drawnOn: referencedInstance(image.referencedImageId, libraries),
    };
  };
  return {
    drawnOn: () => imagesDrawnOn(labelmap, findImage),
    maskOf: async (ct, segmentNumber, title) => ({
      mask: labelmapMask(labelmap, segmentNumber, ct, findImage, title),
      resampled: false,
    }),
  };
}

function contourShape(contours: DrawnContours, libraries: CornerstoneLibraries): DrawnShape {
  return {
    drawnOn: () =>
      contourAnnotations(contours, libraries).flatMap(({ referencedImageId }) =>
        referencedImageId === undefined ? [] : [referencedInstance(referencedImageId, libraries)],
      ),
    async maskOf(ct, segmentNumber, title) {
      const { drawnContourMask } = await import(
        /* webpackChunkName: 'contours' */ './drawnContours.js'
      );
      return drawnContourMask(contours, segmentNumber, ct, libraries, title);
    },
  };
}

/** @param images are looked for only in a series of several stacks, to tell which one is meant */
function referencesOf(
  series: string | undefined,
  cts: ViewerCts,
  images: () => readonly ImageOfSeries[],
): SegmentationReferences {
  const stacks = cts.series.filter(({ identity }) => identity.seriesInstanceUid === series);
  const drawnOn = stacks.length > 1 ? images() : [];
  return {
    referencedSeriesUids: series ? [series] : [],
    referencedSopInstanceUids: [...new Set(drawnOn.map(({ sopInstanceUid }) => sopInstanceUid))],
    referencedFrames: drawnOn.map(imageKey),
  };
}

/** The CT series under a labelmap or contours; `undefined` while nothing says it. */
export function seriesDrawnOn(
  { representationData: { Labelmap: labelmap, Contour: contours } }: Segmentation,
  libraries: CornerstoneLibraries,
): string | undefined {
  const { cornerstone } = libraries;
  const underLabelmap = (labelmap ? labelmapImageIds(labelmap) : []).map(
    (imageId) => cornerstone.cache.getImage(imageId)?.referencedImageId,
  );
  const underContours = contours
    ? contourAnnotations(contours, libraries).map(({ referencedImageId }) => referencedImageId)
    : [];
  const imageId = [
    ...underLabelmap,
    ...underContours,
    ...(contours?.referencedImageIds ?? []),
  ].find(Boolean);
  return imageId && referencedInstance(imageId, libraries).seriesInstanceUid;
}

/** Identity of the CT image, or the frame, behind an image id, from the viewer's metadata. */
export function referencedInstance(imageId: string, { cornerstone }: CornerstoneLibraries) {
  const instance = cornerstone.metaData.get('instance', imageId) as
    | {
        readonly SOPInstanceUID: string;
        readonly SeriesInstanceUID: string;
        /** Of a multi-frame image. */
        readonly frameNumber?: number;
      }
    | undefined;
  return {
    sopInstanceUid: instance?.SOPInstanceUID ?? '',
    seriesInstanceUid: instance?.SeriesInstanceUID ?? '',
    frameNumber: instance?.frameNumber,
  };
}
