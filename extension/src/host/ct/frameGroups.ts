import { MutationPredictionError } from '@mutation-prediction/core';
import type { Metadata } from './instanceMetadata.js';
import { itemOf, numberOf } from './instanceMetadata.js';

/**
 * The functional groups of a multi-frame image (PS3.3 C.7.6.16): what a frame states itself comes before
 * what all share. Read from the sequences themselves: the viewer makes up positions where there are none.
 */
export class FrameGroups {
  /** Numbers of the frames, from 1. */
  readonly frames: readonly number[];

  constructor(
    private readonly image: Metadata,
    private readonly name: string,
  ) {
    const count = numberOf(image, 'NumberOfFrames') ?? 1;
    this.frames = Array.from({ length: count }, (_, n) => n + 1);
  }

  /** The item of a group for a frame; `undefined` where neither the frame nor the image has one. */
  find(frame: number, group: string): Metadata | undefined {
    return (
      itemOf(itemOf(this.image, 'PerFrameFunctionalGroupsSequence', frame - 1), group) ??
      itemOf(itemOf(this.image, 'SharedFunctionalGroupsSequence'), group)
    );
  }

  /** @throws `malformed-object` where there is none */
  require(frame: number, group: string): Metadata {
    const item = this.find(frame, group);
    if (item) return item;
    throw new MutationPredictionError('malformed-object.no-metadata', {
      image: this.name,
      keyword: group,
    });
  }
}
