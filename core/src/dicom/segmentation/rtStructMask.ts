import { contourMask } from './contourMask.js';
import { readContours } from './rtStruct.js';
import type {
  SegmentationObject,
  SegmentDescription,
  SegmentMask,
  TargetImage,
} from './segmentation.js';
import { segmentTitle } from './segmentation.js';

/** An ROI on an image's grid: see `contourMask`. */
export function readRtStructMask(
  object: SegmentationObject,
  segment: SegmentDescription,
  { grid }: TargetImage,
): SegmentMask {
  return contourMask(
    readContours(object.file, segment.number),
    grid,
    segmentTitle(object, segment),
  );
}
