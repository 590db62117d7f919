import type { PlainError, Vector3, Volume, VoxelRun } from '@mutation-prediction/core';

/** What the worker that segments nodules is asked; it keeps the nodule that it found last. */
export type SegmenterRequest =
  | {
      readonly kind: 'find';
      readonly id: number;
      /** HU around the point. */
      readonly ct: Volume;
      readonly pointLps: Vector3;
      readonly size: number;
    }
  /** The same nodule, tighter or looser. */
  | { readonly kind: 'resize'; readonly id: number; readonly size: number };

/** Runs count on the grid of the volume that was sent. */
export type SegmenterReply =
  | { readonly kind: 'done'; readonly id: number; readonly runs: readonly VoxelRun[] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: PlainError };
