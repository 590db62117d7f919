import {
  countSegmentVoxels,
  type SegmentationObject,
  type SegmentDescription,
} from '@mutation-prediction/core';
import type { SegmentationFile } from './openSegmentation.js';

/** A segment as listed; of a NIfTI label only the number is known. */
export interface ListedSegment extends Partial<SegmentDescription> {
  readonly number: number;
  /** On the segmentation's own grid; absent for ROIs and NIfTI labels. */
  readonly voxelCount?: number;
}

export interface ListedSegmentation {
  /** File name. */
  readonly name: string;
  readonly kind: SegmentationFile['kind'];
  readonly segments: readonly ListedSegment[];
}

/** Everything that a segmentation file describes, also what nobody drew. */
export function listSegments({
  name,
  kind,
  object,
  segments,
}: SegmentationFile): ListedSegmentation {
  return { name, kind, segments: object ? listDicomSegments(object) : segments };
}

function listDicomSegments(object: SegmentationObject): ListedSegment[] {
  if (object.kind === 'RTSTRUCT') return [...object.segments];
  const voxelCounts = countSegmentVoxels(object);
  return object.segments.map((segment) => ({
    ...segment,
    voxelCount: voxelCounts.get(segment.number) ?? 0,
  }));
}
