import {
  MutationPredictionError,
  newUid,
  type CtImage,
  type LesionSource,
  type Mask,
} from '@mutation-prediction/core';
import type { OfferedSegment, OpenSegmentation } from './openSegmentation.js';
import { partOf } from './partOf.js';

export interface LesionChoice {
  /** Segment, ROI or label number; the only one by default. */
  readonly segment?: number;
  /** 1-based connected part, largest first; the whole segment by default. */
  readonly component?: number;
}

/** A lesion on the grid of its CT. */
export interface ChosenLesion {
  readonly source: LesionSource;
  readonly mask: Mask;
  /** The segment that the lesion is, or is a part of. */
  readonly segmentMask: Mask;
}

/**
 * The lesion asked for on the command line.
 *
 * @throws MutationPredictionError `no-segment` when the choice is missing or leads nowhere,
 *   `empty-segment`, and what reading the mask throws
 */
export function chooseLesion(
  segmentation: OpenSegmentation,
  ct: CtImage,
  { segment: segmentNumber, component }: LesionChoice,
): ChosenLesion {
  const segment = chooseSegment(segmentation, segmentNumber);
  const { mask: segmentMask, resampled } = segmentation.maskOn(ct, segment.number);
  const mask = component
    ? partOf(segmentMask, component, 'no-segment.part-of-segment', segmentation.name)
    : segmentMask;
  const segmentLabel = segment.label ?? `Segment ${segment.number}`;
  return {
    mask,
    segmentMask,
    source: {
      label: component ? `${segmentLabel}, part ${component}` : segmentLabel,
      trackingUid: (component ? undefined : segment.trackingUid) ?? newUid(),
      segmentation: {
        kind: segmentation.kind,
        ...segmentation.object?.identity,
        segmentNumber: segment.number,
        ...(segment.label && { segmentLabel: segment.label }),
        ...(component && { component }),
      },
      inputWarnings: resampled
        ? [
            {
              code: 'segmentation-resampled',
              message:
                'The segmentation was drawn on another grid and brought to this CT by nearest neighbour.',
            },
          ]
        : [],
    },
  };
}

function chooseSegment(
  { name, segments }: OpenSegmentation,
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
