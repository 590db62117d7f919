import type {
  ContoursOfPatient,
  MaskRuns,
  MeasuredCandidate,
  SegmentMask,
  Warning,
} from '@mutation-prediction/core';
import {
  eligibleCts,
  lesionCandidates,
  lesionLabel,
  MutationPredictionError,
  otherCtWarnings,
  requireOnePatient,
  segmentLabel,
} from '@mutation-prediction/core';
import type { LesionCandidate, RefusedSegment, SegmentationEntry } from '../../contract.js';
import { chooseViewerCt } from '../ct/ctChoice.js';
import { maskFingerprint } from './maskFingerprint.js';
import type { ViewerSegmentation, ViewerSegment } from './openSegmentation.js';
import { gatherEmpty } from './refusedSegments.js';
import type { ViewerCt, ViewerCts } from '../ct/viewerCt.js';

/** Where a listed lesion's voxels are. */
export interface LesionOrigin {
  readonly segmentation: ViewerSegmentation;
  readonly ct: ViewerCt;
  readonly segment: ViewerSegment;
  /** 1-based part, largest first. */
  readonly component?: number;
  readonly label: string;
  /** What every prediction on it must say. */
  readonly warnings: readonly Warning[];
  /** As they were listed, of a DICOM object, which never changes; others are read when they are needed. */
  readonly contours?: LesionContours;
}

/** A lesion on the grid of its CT, small enough to be kept. */
export interface LesionContours {
  readonly voxels: MaskRuns;
  readonly drawn: Omit<SegmentMask, 'mask'>;
}

/** A segmentation as read on a CT: what the panel lists, and what a prediction starts from. */
export interface ReadSegmentation {
  readonly entry: Omit<SegmentationEntry, 'revision'>;
  readonly lesions: ReadonlyMap<string, LesionOrigin>;
  readonly fingerprint: SegmentationFingerprint;
}

/** Differs whenever the contours or the CT under them differ. */
export interface SegmentationFingerprint {
  readonly ct: string;
  /** Of each segment that can be read, by its number. */
  readonly segments: ReadonlyMap<number, string>;
}

/** Lets the page paint and answer between two segments. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * Reads every segment of a segmentation on the CT it belongs to.
 *
 * A segment that is empty or cannot be read is listed as refused beside those that can, the empty ones
 * together; with none left the whole segmentation is refused, for the first one's reason; another CT may still do.
 *
 * @param preferredCt id of the choice that the user made
 */
export async function readSegmentation(
  id: string,
  segmentation: ViewerSegmentation,
  cts: ViewerCts,
  preferredCt: string | undefined,
): Promise<ReadSegmentation> {
  const { kind, source, reference, segments, patient } = segmentation;
  const chosen = chosenOrRefused(reference, cts, preferredCt);
  if (chosen instanceof MutationPredictionError) {
    const offered = eligibleCts(reference, cts).map(({ choice }) => choice);
    return unread({ id, kind, source, error: chosen, ctAlternatives: offered }, '');
  }
  const { ct, reason, standsIn, alternatives } = chosen;
  const warnings = otherCtWarnings(source, chosen);
  const onCt = {
    ct: ct.choice,
    ctReason: reason,
    ctStandsIn: standsIn,
    ctAlternatives: kind === 'labelmap' ? [] : alternatives.map(({ choice }) => choice),
    warnings,
  };
  const contradiction = otherPatientOn(ct, { name: source, patient });
  if (contradiction) {
    return unread({ id, kind, source, error: contradiction, ...onCt }, ctFingerprint(ct));
  }
  const lesions = new Map<string, LesionOrigin>();
  const candidates: LesionCandidate[] = [];
  const refused: RefusedSegment[] = [];
  const fingerprints = new Map<number, string>();

  for (const segment of segments) {
    await nextTask();
    try {
      const { mask, ...drawn } = await segmentation.maskOn(ct, segment.number);
      const measured = lesionCandidates(mask);
      fingerprints.set(segment.number, maskFingerprint(mask, measured));
      for (const candidate of measured) {
        const listed = describeLesion(id, segment, candidate, ct.identity.frameOfReferenceUid);
        candidates.push(listed);
        const { component, runs } = candidate;
        lesions.set(listed.id, {
          ...{ segmentation, ct, segment, label: listed.label, warnings },
          ...(component && { component }),
          ...(segmentation.object && { contours: { voxels: { grid: mask.grid, runs }, drawn } }),
        });
      }
    } catch (error) {
      if (!(error instanceof MutationPredictionError)) throw error;
      refused.push({ label: segmentLabel(segment), error });
    }
  }
  const isUsable = candidates.length > 0;
  const refusals = gatherEmpty(refused, source);
  return {
    entry: {
      id,
      kind,
      source,
      ...(isUsable
        ? { status: 'ready' }
        : { status: 'refused', error: refusals[0]?.error ?? noSegments(source) }),
      lesions: candidates,
      refusedSegments: isUsable ? refusals : refusals.slice(1),
      ...onCt,
    },
    lesions,
    fingerprint: { ct: ctFingerprint(ct), segments: fingerprints },
  };
}

/** The CT to read contours on; where several fit and nothing says which, why: the user then chooses. */
function chosenOrRefused(
  ...asked: Parameters<typeof chooseViewerCt>
): ReturnType<typeof chooseViewerCt> | MutationPredictionError {
  try {
    return chooseViewerCt(...asked);
  } catch (error) {
    if (error instanceof MutationPredictionError && error.code === 'several-series') return error;
    throw error;
  }
}

/** A segmentation that is refused before its segments are looked at. */
function unread(
  entry: Omit<ReadSegmentation['entry'], 'status' | 'lesions' | 'refusedSegments'>,
  ct: string,
): ReadSegmentation {
  return {
    entry: { ...entry, status: 'refused', lesions: [], refusedSegments: [] },
    lesions: new Map(),
    fingerprint: { ct, segments: new Map() },
  };
}

/** Why contours and their CT may not be of one patient; the viewer takes nobody's word for it. */
function otherPatientOn(
  ct: ViewerCt,
  contours: ContoursOfPatient,
): MutationPredictionError | undefined {
  try {
    requireOnePatient(ct, contours, { place: 'study' });
    return undefined;
  } catch (error) {
    if (error instanceof MutationPredictionError) return error;
    throw error;
  }
}

export function sameFingerprint(a: SegmentationFingerprint, b: SegmentationFingerprint): boolean {
  return (
    a.ct === b.ct &&
    a.segments.size === b.segments.size &&
    [...a.segments].every(([number, segment]) => b.segments.get(number) === segment)
  );
}

/** Masks of one CT compare voxel by voxel; the same series with more images is another CT. */
function ctFingerprint({ choice, grid }: ViewerCt): string {
  return [choice.id, grid.size, grid.origin, grid.axes].join();
}

function describeLesion(
  segmentationId: string,
  segment: ViewerSegment,
  { component, measurements }: MeasuredCandidate,
  frameOfReferenceUid: string,
): LesionCandidate {
  return {
    id: `${segmentationId}/${segment.number}${component ? `/${component}` : ''}`,
    label: lesionLabel({ segment, component }),
    centroidLps: measurements.centroidLps,
    frameOfReferenceUid,
    volumeMm3: measurements.volumeMm3,
    longestDiameterMm: measurements.longestDiameterMm,
    ...(component && { component }),
  };
}

function noSegments(source: string): MutationPredictionError {
  return new MutationPredictionError('no-segment.none', { segmentation: source });
}
