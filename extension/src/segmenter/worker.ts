/** Entry of the worker that segments a nodule at a point. */
import {
  findNodule,
  type FoundNodule,
  MutationPredictionError,
  segmentNodule,
  toPlainError,
  type VoxelRun,
} from '@mutation-prediction/core';
import type { SegmenterReply, SegmenterRequest } from './messages.js';

let found: FoundNodule | undefined;

function answer(request: SegmenterRequest): readonly VoxelRun[] {
  if (request.kind === 'find') {
    found = undefined;
    found = findNodule(request.ct, request.pointLps);
  }
  if (!found) throw new Error('no nodule was found before');
  return segmentNodule(found, request.size).runs;
}

function reply(request: SegmenterRequest): SegmenterReply {
  const { id } = request;
  try {
    return { kind: 'done', id, runs: answer(request) };
  } catch (error) {
    return { kind: 'failed', id, error: toPlainError(error, defect) };
  }
}

/** A defect of ours, told apart from a point without a nodule. */
function defect(problem: string): MutationPredictionError {
  return new MutationPredictionError('worker-failed.segmenter', { problem });
}

self.addEventListener('message', ({ data }: MessageEvent<SegmenterRequest>) => {
  self.postMessage(reply(data));
});
