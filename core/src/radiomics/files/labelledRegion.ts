import type { RadiomicsImage } from '../roi/image.js';

export type Voxels = RadiomicsImage['data'];

/** A region that an image of labels holds. */
export interface LabelledRegion {
  /** Its label; of a `.seg.nrrd` whose layers use labels twice, its place among the segments from 1. */
  readonly number: number;
  /** What a `.seg.nrrd` calls it. */
  readonly label?: string;
  /** Where its values stand: one layer, but for a `.seg.nrrd` with segments that overlap. */
  readonly voxels: Voxels;
  isInside(value: number): boolean;
}

/** Labels that were scaled and back by single precision are still whole. */
export const WHOLE_WITHIN = 1e-3;

export function labelRegion(voxels: Voxels, label: number): LabelledRegion {
  return { number: label, voxels, isInside: (value) => Math.abs(value - label) <= WHOLE_WITHIN };
}

/** What is at least the threshold. */
export function thresholdRegion(voxels: Voxels, threshold: number, number: number): LabelledRegion {
  return { number, voxels, isInside: (value) => value >= threshold };
}
