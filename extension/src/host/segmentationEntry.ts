import type { MeasuredCandidate } from '@mutation-prediction/core';
import { lesionCandidates, MutationPredictionError } from '@mutation-prediction/core';
import type { LesionCandidate, SegmentationEntry } from '../contract.js';
import { chooseCt } from './ctChoice.js';
import { maskFingerprint } from './maskFingerprint.js';
import type { OpenSegmentation, Segment } from './openSegmentation.js';
import type { ViewerCt, ViewerCts } from './viewerCt.js';

/** Where a listed lesion's voxels are. */
export interface LesionOrigin {
  readonly segmentation: OpenSegmentation;
  readonly ct: ViewerCt;
  readonly segment: Segment;
  /** 1-based part, largest first. */
  readonly component?: number;
  readonly label: string;
}

/** A segmentation as read on a CT: what the panel lists, and what a prediction starts from. */
export interface ReadSegmentation {
  readonly entry: Omit<SegmentationEntry, 'revision'>;
  readonly lesions: ReadonlyMap<string, LesionOrigin>;
  /** Differs whenever the contours or the CT under them differ. */
  readonly fingerprint: string;
}

/** Lets the page paint and answer between two segments. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * Reads every segment of a segmentation on the CT it belongs to.
 *
 * A segment that is empty or cannot be read is left out while others can; with none left the
 * segmentation is refused for the first one's reason.
 *
 * @param preferredCt Display Set Instance UID the user asked for
 */
export async function readSegmentation(
  id: string,
  segmentation: OpenSegmentation,
  cts: ViewerCts,
  preferredCt: string | undefined,
): Promise<ReadSegmentation> {
  const { kind, source, reference, segments } = segmentation;
  const { ct, reason, alternatives } = chooseCt(reference, cts, preferredCt);
  const lesions = new Map<string, LesionOrigin>();
  const candidates: LesionCandidate[] = [];
  const fingerprint = [ct.choice.displaySetInstanceUid];
  let refusal: MutationPredictionError | undefined;

  for (const segment of segments) {
    await nextTask();
    try {
      const { mask } = segmentation.maskOn(ct, segment.number);
      const measured = lesionCandidates(mask);
      fingerprint.push(`${segment.number}:${maskFingerprint(mask, measured)}`);
      for (const candidate of measured) {
        const listed = describeLesion(id, segment, candidate);
        candidates.push(listed);
        const { component } = candidate;
        const origin = { segmentation, ct, segment, label: listed.label };
        lesions.set(listed.id, { ...origin, ...(component && { component }) });
      }
    } catch (error) {
      if (!(error instanceof MutationPredictionError)) throw error;
      refusal ??= error;
    }
  }
  if (candidates.length === 0) throw refusal ?? noSegments(source);
  return {
    entry: {
      id,
      kind,
      source,
      status: 'ready',
      lesions: candidates,
      ct: ct.choice,
      ctReason: reason,
      ctAlternatives: kind === 'labelmap' ? [] : alternatives,
    },
    lesions,
    fingerprint: fingerprint.join(),
  };
}

function describeLesion(
  segmentationId: string,
  { number, label }: Segment,
  { component, measurements }: MeasuredCandidate,
): LesionCandidate {
  const segmentLabel = label || `Segment ${number}`;
  return {
    id: `${segmentationId}/${number}${component ? `/${component}` : ''}`,
    label: component ? `${segmentLabel}, part ${component}` : segmentLabel,
    centroidLps: measurements.centroidLps,
    volumeMm3: measurements.volumeMm3,
    longestDiameterMm: measurements.longestDiameterMm,
    ...(component && { component }),
  };
}

function noSegments(source: string): MutationPredictionError {
  return new MutationPredictionError(
    'no-segment',
    `${source} has no segments.`,
    'Draw the lesion, or choose another segmentation.',
  );
}
