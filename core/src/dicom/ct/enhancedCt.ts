import type { CtSlice } from './ctSlice.js';
import { isLocalizer, windowOf } from './ctSlice.js';
import type { DicomFile } from '../reading/dicomFile.js';
import { FunctionalGroups } from '../reading/functionalGroups.js';
import { readPixelTransform } from './hounsfield.js';
import type { SeriesPart } from './partOfSeries.js';
import { partOfSeries } from './partOfSeries.js';

/** What all frames of an image share. */
type MultiFrameImage = Pick<
  CtSlice,
  'source' | 'pixelData' | 'instance' | 'frameOfReferenceUid' | 'rows' | 'columns'
>;

/**
 * The frames of an Enhanced CT (PS3.3 A.38) or Legacy Converted Enhanced CT (A.70), each placed,
 * rescaled and windowed by its own functional groups or the shared ones; topograms among them are left out.
 *
 * @throws `malformed-object`, `unsupported-object`
 */
export function readEnhancedCtSlices(file: DicomFile, image: MultiFrameImage): CtSlice[] {
  const { format } = image.pixelData;
  const groups = new FunctionalGroups(file, format.frameCount);
  return Array.from({ length: format.frameCount }, (_, frame) => frame)
    .filter((frame) => !isLocalizer(frameType(groups, frame)))
    .map((frame) => {
      const rescale = groups.group(frame, 'PixelValueTransformationSequence') ?? file.attributes;
      return {
        ...image,
        frame,
        instance: { ...image.instance, frameNumber: frame + 1 },
        part: partOf(groups, frame),
        plane: groups.plane(frame),
        transform: readPixelTransform(file.attributes, rescale, format),
        ...windowOf(groups.group(frame, 'FrameVOILUTSequence') ?? file.attributes),
      };
    });
}

function frameType(groups: FunctionalGroups, frame: number): string[] {
  return groups.group(frame, 'CTImageFrameTypeSequence')?.asciiValues('FrameType') ?? [];
}

function partOf(groups: FunctionalGroups, frame: number): SeriesPart {
  const content = groups.group(frame, 'FrameContentSequence');
  const cardiac = groups.group(frame, 'CardiacSynchronizationSequence');
  return partOfSeries({
    imageType: frameType(groups, frame),
    acquisitionNumber: content?.uint16('FrameAcquisitionNumber'),
    stackId: content?.ascii('StackID'),
    temporalPosition: content?.uint32('TemporalPositionIndex'),
    cardiacPhase: cardiac?.float32('NominalPercentageOfCardiacPhase'),
  });
}
