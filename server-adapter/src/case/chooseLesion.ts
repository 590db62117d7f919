import {
  lesionSource,
  maskRuns,
  MutationPredictionError,
  type CtImage,
  type LesionSource,
  type MaskRuns,
  type Warning,
} from '@mutation-prediction/core';
import type { OfferedSegment, SegmentationFile } from './openSegmentation.js';
import { partOf } from './partOf.js';

export interface LesionChoice {
  /** Segment, ROI or label number; the only one by default. */
  readonly segment?: number;
  /** 1-based connected part, largest first; the whole segment by default. */
  readonly component?: number;
}

/** A lesion on the grid of its CT; plain data. */
export interface ChosenLesion {
  readonly source: LesionSource;
  readonly mask: MaskRuns;
  /** The segment that the lesion is, or is a part of. */
  readonly segmentMask: MaskRuns;
}

/**
 * The lesion asked for on the command line.
 *
 * @param caseWarnings of the CT and the segmentation, whatever the segment
 * @throws MutationPredictionError `no-segment` when the choice is missing or leads nowhere,
 *   `empty-segment`, and what reading the mask throws
 */
export function chooseLesion(
  segmentation: SegmentationFile,
  ct: CtImage,
  { segment: segmentNumber, component }: LesionChoice,
  caseWarnings: readonly Warning[] = [],
): ChosenLesion {
  const segment = chooseSegment(segmentation, segmentNumber);
  const { mask: whole, ...drawn } = segmentation.maskOn(ct, segment.number);
  const segmentMask = { grid: whole.grid, runs: maskRuns(whole) };
  const mask = component
    ? partOf(segmentMask, component, 'no-segment.part-of-segment', segmentation.name)
    : segmentMask;
  const source = lesionSource({ segmentation, segment, component }, drawn, caseWarnings);
  return { mask, segmentMask, source };
}

function chooseSegment(
  { name, segments }: SegmentationFile,
  number: number | undefined,
): OfferedSegment {
  const offered = segments
    .map((segment) => (segment.label ? `${segment.number} "${segment.label}"` : segment.number))
    .join(', ');
  if (number === undefined) {
    const [only, another] = segments;
    if (only && !another) return only;
    throw only
      ? new MutationPredictionError('no-segment.several', { file: name, offered })
      : new MutationPredictionError('no-segment.without-contours', { file: name });
  }
  const chosen = segments.find((segment) => segment.number === number);
  if (chosen) return chosen;
  const missing = { file: name, segment: number };
  throw offered
    ? new MutationPredictionError('no-segment.not-offered', { ...missing, offered })
    : new MutationPredictionError('no-segment.none-offered', missing);
}
