import type { SeriesIdentity } from '@mutation-prediction/core';

/** An image of a series, or a frame of one. */
export interface ImageOfSeries {
  readonly sopInstanceUid: string;
  readonly frameNumber?: number | undefined;
}

export const imageKey = ({ sopInstanceUid, frameNumber = 1 }: ImageOfSeries): string =>
  `${sopInstanceUid} ${frameNumber}`;

/** Slice index k of each image of a CT, by its key. */
export const slicesByImage = ({ instances }: SeriesIdentity): ReadonlyMap<string, number> =>
  new Map(instances.map((instance, k) => [imageKey(instance), k]));
