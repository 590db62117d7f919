import type {
  DivisibleSlice,
  HuWindow,
  InstanceReference,
  PixelTransform,
} from '@mutation-prediction/core';
import {
  imagePlane,
  MutationPredictionError,
  partOfSeries,
  proposedWindow,
  SOP_CLASS,
} from '@mutation-prediction/core';
import type { InstanceMetadata } from '../viewer/ohif.js';
import { FrameGroups } from './frameGroups.js';
import type { Metadata } from './instanceMetadata.js';
import { numberOf, numbersOf, requireNumber, textOf, textsOf } from './instanceMetadata.js';

/** A slice as the viewer knows it: metadata, and an id to get the pixels by. */
export interface ViewerSlice extends DivisibleSlice {
  readonly imageId: string;
  readonly instance: InstanceReference;
  readonly transform: PixelTransform;
  readonly window?: HuWindow;
}

/** By which id the viewer loads a frame of an instance, counted from 1. */
export type FrameImageId = (instance: InstanceMetadata, frame: number) => string | undefined;

const MULTI_FRAME_CLASSES: ReadonlySet<string> = new Set([
  SOP_CLASS.enhancedCt,
  SOP_CLASS.legacyConvertedEnhancedCt,
]);

/** Whether the frames of an instance are placed by functional groups (PS3.3 A.38, A.70). */
export const isEnhancedCt = ({ SOPClassUID }: InstanceMetadata): boolean =>
  MULTI_FRAME_CLASSES.has(SOPClassUID);

/**
 * The slices of an instance; none of a topogram.
 *
 * @throws `unsupported-object` for a multi-frame image that is no Enhanced CT, `malformed-object`
 */
export function readViewerSlices(
  instance: InstanceMetadata,
  frameImageId: FrameImageId,
): ViewerSlice[] {
  if (isLocalizer(textsOf(instance, 'ImageType'))) return [];
  const name = `image ${textOf(instance, 'InstanceNumber') ?? 'without number'}`;
  return isEnhancedCt(instance)
    ? enhancedSlices(instance, name, frameImageId)
    : [classicSlice(instance, name)];
}

function classicSlice(instance: InstanceMetadata, name: string): ViewerSlice {
  const { imageId } = instance;
  if (!imageId || (numberOf(instance, 'NumberOfFrames') ?? 1) > 1) {
    throw new MutationPredictionError('unsupported-object.multi-frame', { image: name });
  }
  return {
    ...sharedBySlices(instance, name),
    imageId,
    instance: referenceOf(instance),
    part: partOfSeries({
      imageType: textsOf(instance, 'ImageType'),
      acquisitionNumber: textOf(instance, 'AcquisitionNumber'),
      temporalPosition:
        textOf(instance, 'TemporalPositionIdentifier') ??
        numberOf(instance, 'TemporalPositionIndex'),
      cardiacPhase: numberOf(instance, 'NominalPercentageOfCardiacPhase'),
      triggerTime: textOf(instance, 'TriggerTime'),
      acquisitionDateTime: textOf(instance, 'AcquisitionDateTime'),
      acquisitionDate: textOf(instance, 'AcquisitionDate'),
      acquisitionTime: textOf(instance, 'AcquisitionTime'),
    }),
    plane: planeOf(instance, instance, instance, name),
    transform: transformOf(instance, instance, name),
    ...windowOf(instance),
  };
}

/** Each frame by its own functional groups or the shared ones, as core reads them from files. */
function enhancedSlices(
  instance: InstanceMetadata,
  name: string,
  frameImageId: FrameImageId,
): ViewerSlice[] {
  const groups = new FrameGroups(instance, name);
  const shared = sharedBySlices(instance, name);
  return groups.frames.flatMap((frame) => {
    const frameType = textsOf(groups.find(frame, 'CTImageFrameTypeSequence') ?? {}, 'FrameType');
    if (isLocalizer(frameType)) return [];
    const content = groups.find(frame, 'FrameContentSequence') ?? {};
    const cardiac = groups.find(frame, 'CardiacSynchronizationSequence') ?? {};
    const rescale = groups.find(frame, 'PixelValueTransformationSequence') ?? instance;
    const imageId = frameImageId(instance, frame);
    if (imageId === undefined) {
      throw new MutationPredictionError('unsupported-object.multi-frame', { image: name });
    }
    return {
      ...shared,
      source: { name: `frame ${frame} of ${name}` },
      imageId,
      instance: { ...referenceOf(instance), frameNumber: frame },
      part: partOfSeries({
        imageType: frameType,
        acquisitionNumber: numberOf(content, 'FrameAcquisitionNumber'),
        stackId: textOf(content, 'StackID'),
        temporalPosition: numberOf(content, 'TemporalPositionIndex'),
        cardiacPhase: numberOf(cardiac, 'NominalPercentageOfCardiacPhase'),
      }),
      plane: planeOf(
        groups.require(frame, 'PlanePositionSequence'),
        groups.require(frame, 'PlaneOrientationSequence'),
        groups.require(frame, 'PixelMeasuresSequence'),
        name,
      ),
      transform: transformOf(instance, rescale, name),
      ...windowOf(groups.find(frame, 'FrameVOILUTSequence') ?? instance),
    };
  });
}

const isLocalizer = (type: readonly string[]): boolean => type[2] === 'LOCALIZER';

const referenceOf = ({ SOPClassUID, SOPInstanceUID }: InstanceMetadata): InstanceReference => ({
  sopClassUid: SOPClassUID,
  sopInstanceUid: SOPInstanceUID,
});

function sharedBySlices(instance: InstanceMetadata, name: string) {
  return {
    source: { name },
    frameOfReferenceUid: textOf(instance, 'FrameOfReferenceUID') ?? '',
    rows: requireNumber(instance, 'Rows', name),
    columns: requireNumber(instance, 'Columns', name),
  };
}

function planeOf(position: Metadata, orientation: Metadata, measures: Metadata, name: string) {
  return imagePlane(
    numbersOf(position, 'ImagePositionPatient'),
    numbersOf(orientation, 'ImageOrientationPatient'),
    numbersOf(measures, 'PixelSpacing'),
    name,
  );
}

function windowOf(voiLut: Metadata): Pick<ViewerSlice, 'window'> {
  const window = proposedWindow({
    centres: numbersOf(voiLut, 'WindowCenter'),
    widths: numbersOf(voiLut, 'WindowWidth'),
    function: textOf(voiLut, 'VOILUTFunction'),
  });
  return window ? { window } : {};
}

function transformOf(instance: Metadata, rescale: Metadata, name: string): PixelTransform {
  const bitsStored = requireNumber(instance, 'BitsStored', name);
  return {
    bitsStored,
    highBit: numberOf(instance, 'HighBit') ?? bitsStored - 1,
    signed: numberOf(instance, 'PixelRepresentation') === 1,
    slope: requireNumber(rescale, 'RescaleSlope', name),
    intercept: requireNumber(rescale, 'RescaleIntercept', name),
  };
}
