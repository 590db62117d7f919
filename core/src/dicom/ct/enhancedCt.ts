import type { CtSlice, SeriesPart } from './ctSlice.js';
import { isLocalizer } from './ctSlice.js';
import type { DicomFile } from '../reading/dicomFile.js';
import { FunctionalGroups } from '../reading/functionalGroups.js';
import { readPixelTransform } from './hounsfield.js';

/** What all frames of an image share. */
type MultiFrameImage = Pick<
  CtSlice,
  'source' | 'pixelData' | 'instance' | 'frameOfReferenceUid' | 'rows' | 'columns'
>;

/**
 * The frames of an Enhanced CT (PS3.3 A.38) or Legacy Converted Enhanced CT (A.70), each placed and
 * rescaled by its own functional groups or the shared ones; topograms among them are left out.
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
      };
    });
}

function frameType(groups: FunctionalGroups, frame: number): string[] {
  return groups.group(frame, 'CTImageFrameTypeSequence')?.asciiValues('FrameType') ?? [];
}

function partOf(groups: FunctionalGroups, frame: number): SeriesPart {
  const content = groups.group(frame, 'FrameContentSequence');
  const acquisitionNumber = content?.uint16('FrameAcquisitionNumber');
  const stackId = content?.ascii('StackID');
  const temporalPosition = content?.uint32('TemporalPositionIndex');
  const cardiac = groups.group(frame, 'CardiacSynchronizationSequence');
  const cardiacPhase = cardiac?.float32('NominalPercentageOfCardiacPhase');
  return {
    imageType: frameType(groups, frame).join('\\'),
    ...(acquisitionNumber !== undefined && { acquisitionNumber: String(acquisitionNumber) }),
    ...(stackId && { stackId }),
    ...(temporalPosition !== undefined && { temporalPosition: String(temporalPosition) }),
    ...(cardiacPhase !== undefined && { cardiacPhase: String(cardiacPhase) }),
  };
}
