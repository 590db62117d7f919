import type {
  PlainError,
  SegmentationObject,
  SegmentationReferences,
  SegmentMask,
  TargetImage,
} from '@mutation-prediction/core';

/** What a SEG or RTSTRUCT holds; its file stays with the worker. */
export type ParsedSegmentation = Pick<
  SegmentationObject,
  'kind' | 'identity' | 'patient' | 'segments' | keyof SegmentationReferences
>;

/** What the parsing worker is asked, one request at a time; it keeps the objects it has opened. */
export type ParsingRequest =
  | {
      readonly kind: 'open';
      readonly uid: string;
      readonly bytes: Uint8Array;
      /** Names the object in errors, e.g. `SEG "GTV-1"`. */
      readonly name: string;
    }
  | {
      readonly kind: 'mask';
      readonly uid: string;
      readonly segmentNumber: number;
      readonly target: TargetImage;
    };

/** What each kind of request is answered with. */
export interface ParsingAnswers {
  open: ParsedSegmentation;
  mask: SegmentMask;
}

export type ParsingReply =
  | { readonly kind: 'done'; readonly answer: ParsingAnswers[keyof ParsingAnswers] }
  | { readonly kind: 'failed'; readonly error: PlainError };
