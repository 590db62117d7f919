import { MutationPredictionError } from '../../errors.js';
import type { DicomFile } from '../reading/dicomFile.js';
import { FunctionalGroups } from '../reading/functionalGroups.js';
import type { ImagePlane } from '../ct/imagePlane.js';
import { PixelFrames } from '../pixels/pixelFrames.js';
import type { SegmentationObject } from './segmentation.js';

/** One frame of a SEG as it shows one segment. */
export interface SegFrame {
  readonly plane: ImagePlane;
  readonly columns: number;
  readonly rows: number;
  /** Row by row, 1 where the segment is. */
  readonly pixels: Uint8Array;
}

/** Pixel Measures along the normal, mm (PS3.3 C.7.6.16.2.1). */
export interface SliceMeasures {
  /** Spacing Between Slices. */
  readonly spacing: number | undefined;
  /** Slice Thickness: the spacing where there is only one slice. */
  readonly thickness: number | undefined;
}

/** Segment Number is US (PS3.3 C.8.20.2). */
const MAXIMUM_SEGMENT_NUMBER = 65535;

/** Whether a stored value belongs to a segment. */
type Membership = (stored: number) => boolean;

/** The frames of a SEG (PS3.3 A.51, A.90). */
export class SegFrames {
  private readonly file: DicomFile;
  private readonly threshold: number;
  private readonly frames: PixelFrames;
  private readonly groups: FunctionalGroups;
  private readonly segmentationType: string;
  /** Of every frame that shows one segment; none of a label map's. */
  private readonly segmentNumbers: readonly number[];

  /** @throws `truncated-pixel-data`, `unsupported-transfer-syntax`, `malformed-object` */
  constructor({
    file,
    threshold,
    decoder,
  }: Pick<SegmentationObject, 'file' | 'threshold' | 'decoder'>) {
    this.file = file;
    this.threshold = threshold;
    this.frames = PixelFrames.of(file, decoder);
    this.groups = new FunctionalGroups(file, this.frames.format.frameCount);
    this.segmentationType = file.attributes.ascii('SegmentationType') ?? 'BINARY';
    this.segmentNumbers = this.segmentationType === 'LABELMAP' ? [] : this.readSegmentNumbers();
  }

  /** Frames that hold a pixel of the segment; those of a label map hold all segments. */
  *ofSegment(number: number): Generator<SegFrame> {
    const { columns, rows, frameCount } = this.frames.format;
    const isMember = this.membership(number);
    for (let frame = 0; frame < frameCount; frame++) {
      if ((this.segmentNumbers[frame] ?? number) !== number) continue;
      const pixels = membersOf(this.frames.read(frame), isMember);
      if (pixels.includes(1)) yield { plane: this.groups.plane(frame), columns, rows, pixels };
    }
  }

  /** Pixels of each segment over all frames, by segment number; a segment without any is left out. */
  pixelCounts(): ReadonlyMap<number, number> {
    const counts = new Uint32Array(MAXIMUM_SEGMENT_NUMBER + 1);
    for (let frame = 0; frame < this.frames.format.frameCount; frame++) {
      const stored = this.frames.read(frame);
      if (this.segmentationType === 'LABELMAP') {
        for (let n = 0; n < stored.length; n++) counts[stored[n]!]!++;
        continue;
      }
      const number = this.segmentNumbers[frame]!;
      const isMember = this.membership(number);
      for (let n = 0; n < stored.length; n++) if (isMember(stored[n]!)) counts[number]!++;
    }
    const found = [...counts.entries()].filter(([number, count]) => number > 0 && count > 0);
    return new Map(found);
  }

  sliceMeasures(): SliceMeasures {
    const measures = this.groups.group(0, 'PixelMeasuresSequence');
    return {
      spacing: measures?.decimal('SpacingBetweenSlices'),
      thickness: measures?.decimal('SliceThickness'),
    };
  }

  /** A frame of which it is not clear what it shows would be missing from its segment, unnoticed. */
  private readSegmentNumbers(): number[] {
    const { attributes, name } = this.file;
    const described = new Set(
      attributes.items('SegmentSequence').map((item) => item.requireUint16('SegmentNumber')),
    );
    return Array.from({ length: this.frames.format.frameCount }, (_, frame) => {
      const number = this.groups
        .group(frame, 'SegmentIdentificationSequence')
        ?.uint16('ReferencedSegmentNumber');
      if (number !== undefined && described.has(number)) return number;
      const of = { frame: frame + 1, object: name };
      throw number === undefined
        ? new MutationPredictionError('malformed-object.frame-without-segment', of)
        : new MutationPredictionError('malformed-object.frame-of-unknown-segment', {
            ...of,
            segment: number,
          });
    });
  }

  private membership(number: number): Membership {
    const { attributes, name } = this.file;
    switch (this.segmentationType) {
      case 'BINARY':
        return (stored) => stored !== 0;
      case 'FRACTIONAL': {
        const maximum = attributes.requireUint16('MaximumFractionalValue');
        const least = maximum * this.threshold;
        return (stored) => {
          if (stored <= maximum) return stored >= least && stored > 0;
          throw new MutationPredictionError('malformed-object.value-beyond-maximum', {
            object: name,
            value: stored,
            maximum,
          });
        };
      }
      case 'LABELMAP':
        return (stored) => stored === number;
      default:
        throw new MutationPredictionError('unsupported-object.segmentation-type', {
          object: name,
          type: this.segmentationType,
        });
    }
  }
}

/** 1 where a stored value belongs to the segment. A loop, as `Uint8Array.from` takes 50 times as long. */
function membersOf(stored: Uint8Array | Uint16Array, isMember: Membership): Uint8Array {
  const pixels = new Uint8Array(stored.length);
  for (let n = 0; n < stored.length; n++) if (isMember(stored[n]!)) pixels[n] = 1;
  return pixels;
}
