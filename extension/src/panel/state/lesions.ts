import type { Vector3 } from '@mutation-prediction/core';
import type { LesionCandidate, SegmentationEntry, StudySnapshot } from '../../contract.js';

/** What was measured or predicted: if any of it differs, a result is about something else. */
export interface LesionKey {
  readonly studyInstanceUid: string;
  readonly segmentationId: string;
  readonly lesionId: string;
  readonly revision: number;
  /** Where the lesion was and how large: the same id may come back as something else. */
  readonly centroidLps: Vector3;
  readonly volumeMm3: number;
}

export interface ListedLesion {
  readonly segmentation: SegmentationEntry;
  readonly lesion: LesionCandidate;
}

/** Every lesion that could be predicted now. */
export function readyLesions(snapshot: StudySnapshot): readonly ListedLesion[] {
  return snapshot.segmentations
    .filter((segmentation) => segmentation.status === 'ready')
    .flatMap((segmentation) => segmentation.lesions.map((lesion) => ({ segmentation, lesion })));
}

/**
 * Whether the object of a result is still there at all. A segmentation that is being read again keeps
 * its results (out of date) until it is known which lesions it has.
 */
export function stillExists(snapshot: StudySnapshot, key: LesionKey): boolean {
  if (snapshot.studyInstanceUid !== key.studyInstanceUid) return false;
  const segmentation = snapshot.segmentations.find((s) => s.id === key.segmentationId);
  if (!segmentation || segmentation.status === 'refused') return false;
  if (segmentation.status === 'loading') return true;
  return segmentation.lesions.some((lesion) => lesion.id === key.lesionId);
}

/** Whether the lesion is still what it was, and known to be. */
export function hasSameContours(snapshot: StudySnapshot, key: LesionKey): boolean {
  const placed = readyLesions(snapshot).find(({ lesion }) => lesion.id === key.lesionId);
  return (
    placed?.segmentation.id === key.segmentationId &&
    placed.segmentation.revision === key.revision &&
    placed.lesion.volumeMm3 === key.volumeMm3 &&
    placed.lesion.centroidLps.every((mm, axis) => mm === key.centroidLps[axis])
  );
}
