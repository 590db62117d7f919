import type { SegmentationObject } from '@mutation-prediction/core';
import {
  MutationPredictionError,
  readSegmentationObject,
  readSegmentMask,
  toPlainError,
} from '@mutation-prediction/core';
import type { ParsingAnswers, ParsingReply, ParsingRequest } from './messages.js';

/** The worker's side: answers requests, and keeps what it has opened for as long as it lives. */
export function createParsingService(): (request: ParsingRequest) => ParsingReply {
  const opened = new Map<string, SegmentationObject>();

  function answer(request: ParsingRequest): ParsingAnswers[keyof ParsingAnswers] {
    const { uid } = request;
    switch (request.kind) {
      case 'open': {
        const object = readSegmentationObject(request.bytes, request.name);
        opened.set(uid, object);
        const { kind, identity, patient, segments, frameOfReferenceUid } = object;
        const { referencedSeriesUids, referencedSopInstanceUids, referencedFrames } = object;
        return {
          ...{ kind, identity, patient, segments },
          ...{ referencedSeriesUids, referencedSopInstanceUids, referencedFrames },
          ...(frameOfReferenceUid && { frameOfReferenceUid }),
        };
      }
      case 'mask': {
        const object = opened.get(uid);
        if (!object) throw new Error('the object is not open');
        return readSegmentMask(object, request.segmentNumber, request.target);
      }
    }
  }

  return (request) => {
    try {
      return { kind: 'done', answer: answer(request) };
    } catch (error) {
      return { kind: 'failed', error: toPlainError(error, defect) };
    }
  };
}

/** A defect of ours, told apart from a damaged object. */
function defect(message: string): MutationPredictionError {
  return new MutationPredictionError('worker-failed.segmentation', { problem: message });
}
