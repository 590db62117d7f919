import type { SegmentMask, StatedContour } from '@mutation-prediction/core';
import { contourMask } from '@mutation-prediction/core';
import type { ViewerCt } from '../ct/viewerCt.js';
import type { CornerstoneLibraries } from '../viewer/ohif.js';
import type { DrawnContours } from './contourAnnotations.js';
import { contourAnnotations } from './contourAnnotations.js';

/**
 * A segment's contours as a mask on a CT, filled as those of an RTSTRUCT are (docs/decisions/0012): of contours
 * that lie in each other every second is a hole, which is what the viewer's tools draw.
 *
 * @param title names the segment in errors
 * @throws as `contourMask`
 */
export function drawnContourMask(
  contours: DrawnContours,
  segmentNumber: number,
  { grid }: ViewerCt,
  libraries: CornerstoneLibraries,
  title: string,
): SegmentMask {
  const stated = contourAnnotations(contours, libraries, segmentNumber).map(
    ({ polyline }): StatedContour => ({ points: polyline.flat(), isXor: false }),
  );
  return contourMask(stated, grid, title);
}
