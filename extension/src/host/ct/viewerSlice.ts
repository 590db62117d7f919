import type { PixelTransform, StackableSlice } from '@mutation-prediction/core';
import { imagePlane, MutationPredictionError } from '@mutation-prediction/core';
import type { InstanceMetadata } from '../viewer/ohif.js';
import { numberOf, numbersOf, requireNumber, textOf } from './instanceMetadata.js';

/** A slice as the viewer knows it: metadata, and an id to get the pixels by. */
export interface ViewerSlice extends StackableSlice {
  readonly imageId: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transform: PixelTransform;
}

/** @throws `unsupported-object` for a multi-frame image, `malformed-object` */
export function readViewerSlice(instance: InstanceMetadata): ViewerSlice {
  const name = `image ${textOf(instance, 'InstanceNumber') ?? 'without number'}`;
  const { imageId } = instance;
  if (!imageId || (numberOf(instance, 'NumberOfFrames') ?? 1) > 1) {
    throw new MutationPredictionError('unsupported-object.multi-frame', { image: name });
  }
  const bitsStored = requireNumber(instance, 'BitsStored', name);
  return {
    imageId,
    source: { name },
    sopClassUid: instance.SOPClassUID,
    sopInstanceUid: instance.SOPInstanceUID,
    frameOfReferenceUid: textOf(instance, 'FrameOfReferenceUID') ?? '',
    rows: requireNumber(instance, 'Rows', name),
    columns: requireNumber(instance, 'Columns', name),
    plane: imagePlane(
      numbersOf(instance, 'ImagePositionPatient'),
      numbersOf(instance, 'ImageOrientationPatient'),
      numbersOf(instance, 'PixelSpacing'),
      name,
    ),
    transform: {
      bitsStored,
      highBit: numberOf(instance, 'HighBit') ?? bitsStored - 1,
      signed: numberOf(instance, 'PixelRepresentation') === 1,
      slope: requireNumber(instance, 'RescaleSlope', name),
      intercept: requireNumber(instance, 'RescaleIntercept', name),
    },
  };
}
