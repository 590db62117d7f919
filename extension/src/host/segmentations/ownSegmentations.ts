import { PRODUCT } from '@mutation-prediction/core';
import type { SegmentationEntry } from '../../contract.js';
import { textOf } from '../ct/instanceMetadata.js';
import type { ReadSegmentation } from './segmentationEntry.js';
import type { SegmentationDisplaySet } from './segmentationObjects.js';

/** What decides whether a listed segmentation is shown. */
interface Comparable {
  /** Written by this product. */
  readonly isOwn: boolean;
  readonly entry: Pick<SegmentationEntry, 'kind' | 'status'>;
  readonly read?: ReadSegmentation;
}

export function isOwnSegmentation(displaySet: SegmentationDisplaySet | undefined): boolean {
  if (!displaySet) return false;
  return (
    textOf(displaySet.instance, 'Manufacturer') === PRODUCT.manufacturer &&
    textOf(displaySet.instance, 'ManufacturerModelName') === PRODUCT.modelName
  );
}

/**
 * Whether a segmentation is a SEG that we wrote with a report, and the contours it was written from
 * are listed too. Also while that is not known yet: a lesion must not come and go.
 */
export function isCopyOfAnother(candidate: Comparable, listed: readonly Comparable[]): boolean {
  if (!candidate.isOwn || candidate.entry.kind !== 'SEG') return false;
  if (candidate.entry.status === 'refused') return false;
  return listed
    .filter(({ isOwn }) => !isOwn)
    .some(
      (source) =>
        isUnread(source) || (source.read && (isUnread(candidate) || holds(source, candidate))),
    );
}

const isUnread = ({ entry, read }: Comparable) => entry.status === 'loading' && !read;

/** Whether every segment of `part` is, voxel by voxel, one of `whole`. */
function holds({ read: whole }: Comparable, { read: part }: Comparable): boolean {
  if (!whole || !part || whole.fingerprint.ct !== part.fingerprint.ct) return false;
  const segments = new Set(whole.fingerprint.segments.values());
  return [...part.fingerprint.segments.values()].every((segment) => segments.has(segment));
}
