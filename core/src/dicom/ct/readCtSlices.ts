import { SOP_CLASS } from '../identity/sopClasses.js';
import type { FrameCodecs } from '../pixels/frameCodec.js';
import type { PixelData } from '../pixels/pixelData.js';
import { locatePixelData } from '../pixels/pixelData.js';
import type { DicomAttributes } from '../reading/attributes.js';
import type { ByteSource } from '../reading/byteSource.js';
import type { DicomFile } from '../reading/dicomFile.js';
import type { CtSlice } from './ctSlice.js';
import { isLocalizer, windowOf } from './ctSlice.js';
import { readEnhancedCtSlices } from './enhancedCt.js';
import { readPixelTransform } from './hounsfield.js';
import { imagePlane } from './imagePlane.js';
import type { SeriesPart } from './partOfSeries.js';
import { partOfSeries } from './partOfSeries.js';

const MULTI_FRAME_CLASSES: ReadonlySet<string> = new Set([
  SOP_CLASS.enhancedCt,
  SOP_CLASS.legacyConvertedEnhancedCt,
]);

export function isCtImage({ attributes }: DicomFile): boolean {
  const sopClassUid = attributes.ascii('SOPClassUID') ?? '';
  return sopClassUid === SOP_CLASS.ct || MULTI_FRAME_CLASSES.has(sopClassUid);
}

/**
 * The slices of a CT object without decoding their pixels, but sure that they can be decoded; none
 * of a topogram.
 *
 * @param codecs decode the transfer syntaxes that the engine does not
 * @throws `malformed-object`, `unsupported-object`, `unsupported-transfer-syntax`, `truncated-pixel-data`
 */
export function readCtSlices(file: DicomFile, source: ByteSource, codecs?: FrameCodecs): CtSlice[] {
  const { attributes } = file;
  const sopClassUid = attributes.requireAscii('SOPClassUID');
  if (isLocalizer(attributes.asciiValues('ImageType'))) return [];
  const instance = { sopClassUid, sopInstanceUid: attributes.requireAscii('SOPInstanceUID') };
  const series = attributes.requireAscii('SeriesInstanceUID');
  const objectName = `${file.name} (image ${instance.sopInstanceUid} of series ${series})`;
  const pixelData = locatePixelData(file, objectName, codecs?.transferSyntaxUids);
  const { rows, columns } = pixelData.format;
  const frameOfReferenceUid = attributes.requireAscii('FrameOfReferenceUID');
  const image = { source, pixelData, instance, frameOfReferenceUid, rows, columns };
  return MULTI_FRAME_CLASSES.has(sopClassUid)
    ? readEnhancedCtSlices(file, image)
    : [{ ...image, ...readClassicSlice(file, pixelData) }];
}

function readClassicSlice({ attributes, name }: DicomFile, { format }: PixelData) {
  return {
    frame: 0,
    part: classicPart(attributes),
    plane: imagePlane(
      attributes.requireDecimals('ImagePositionPatient', 3),
      attributes.requireDecimals('ImageOrientationPatient', 6),
      attributes.requireDecimals('PixelSpacing', 2),
      name,
    ),
    transform: readPixelTransform(attributes, attributes, format),
    ...windowOf(attributes),
  };
}

function classicPart(attributes: DicomAttributes): SeriesPart {
  return partOfSeries({
    imageType: attributes.asciiValues('ImageType'),
    acquisitionNumber: attributes.ascii('AcquisitionNumber'),
    temporalPosition:
      attributes.ascii('TemporalPositionIdentifier') ?? attributes.uint32('TemporalPositionIndex'),
    cardiacPhase: attributes.float32('NominalPercentageOfCardiacPhase'),
    triggerTime: attributes.ascii('TriggerTime'),
    acquisitionDateTime: attributes.ascii('AcquisitionDateTime'),
    acquisitionDate: attributes.ascii('AcquisitionDate'),
    acquisitionTime: attributes.ascii('AcquisitionTime'),
  });
}
