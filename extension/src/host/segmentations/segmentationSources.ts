import type { Segmentation, Services } from '../viewer/ohif.js';
import type { OpenStudy } from '../openStudy.js';
import type { SegmentationDisplaySet } from './segmentationObjects.js';
import { segmentationObjectsOf } from './segmentationObjects.js';

/** A DICOM object of the study, drawn over in the viewer or not; or something drawn in the viewer. */
export type SegmentationSource =
  | {
      readonly id: string;
      readonly displaySet: SegmentationDisplaySet;
      /** The same object as the viewer holds it, once the user has loaded it. */
      readonly segmentation: Segmentation | undefined;
    }
  | {
      readonly id: string;
      readonly displaySet: undefined;
      readonly segmentation: Segmentation;
    };

/**
 * Every segmentation that belongs to a study: its own SEG and RTSTRUCT objects, those of another
 * study that were drawn on its CT, and what has been drawn on its CT in the viewer.
 *
 * @param seriesDrawnOn CT series under a segmentation of the viewer, where it has images
 */
export function segmentationSources(
  { displaySetService, segmentationService }: Services,
  { studyInstanceUid, ctSeriesUids }: OpenStudy,
  seriesDrawnOn: (segmentation: Segmentation) => string | undefined,
): SegmentationSource[] {
  const displaySets = displaySetService.getActiveDisplaySets().flatMap(segmentationObjectsOf);
  const objects = displaySets
    .filter(
      ({ StudyInstanceUID, referencedSeriesInstanceUID: referenced }) =>
        StudyInstanceUID === studyInstanceUid || (referenced && ctSeriesUids.has(referenced)),
    )
    .map((displaySet) => ({
      id: displaySet.displaySetInstanceUID,
      displaySet,
      // OHIF names a loaded segmentation after its display set.
      segmentation: segmentationService.getSegmentation(displaySet.displaySetInstanceUID),
    }));

  const loaded = new Set(displaySets.map(({ displaySetInstanceUID }) => displaySetInstanceUID));
  const drawn = segmentationService
    .getSegmentations()
    .filter(({ segmentationId }) => !loaded.has(segmentationId))
    .filter((segmentation) => ctSeriesUids.has(seriesDrawnOn(segmentation) ?? ''))
    .map((segmentation) => ({
      id: segmentation.segmentationId,
      displaySet: undefined,
      segmentation,
    }));
  return [...objects, ...drawn];
}
