import type { SeriesIdentity, VoxelRun } from '@mutation-prediction/core';
import type { CornerstoneLibraries, Segmentation } from '../viewer/ohif.js';
import { imageKey, slicesByImage } from '../ct/slicesByImage.js';
import { labelmapImageIds } from '../drawn/labelmap.js';
import { referencedInstance } from '../drawn/drawnSegmentation.js';

/** What is painted: voxels that bear one label get another. */
export interface Repainting {
  /** On the grid of the CT. */
  readonly runs: readonly VoxelRun[];
  readonly from: number;
  readonly to: number;
}

/** Paints into a labelmap, and says so as the viewer's brush does; other labels stay as they are. */
export function paintRuns(
  { segmentationId, representationData: { Labelmap: labelmap } }: Segmentation,
  ct: { readonly identity: SeriesIdentity },
  repaintings: readonly Repainting[],
  libraries: CornerstoneLibraries,
): void {
  const { cornerstone, cornerstoneTools } = libraries;
  const sliceOf = slicesByImage(ct.identity);
  for (const imageId of labelmap ? labelmapImageIds(labelmap) : []) {
    const image = cornerstone.cache.getImage(imageId);
    const pixels = image?.voxelManager?.getScalarData();
    if (!image?.referencedImageId || !pixels) continue;
    const slice = sliceOf.get(imageKey(referencedInstance(image.referencedImageId, libraries)));
    for (const { runs, from, to } of repaintings) {
      for (const { start, end, j, k } of runs) {
        if (k !== slice) continue;
        for (let n = j * image.columns + start; n < j * image.columns + end; n++) {
          if (pixels[n] === from) pixels[n] = to;
        }
      }
    }
  }
  cornerstoneTools.segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(
    segmentationId,
  );
}
