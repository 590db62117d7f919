/** CT, SEG, RTSTRUCT and Parametric Map read; SEG, Parametric Map and Part 10 files written (PS3.3, PS3.5, PS3.10). */
export { ctAcquisition, ctSeriesTitle, type StatedAcquisition } from './ct/acquisition.js';
export {
  type CtCollection,
  type CtReadingOptions,
  type CtSeries,
  type OtherFile,
  readCtSeries,
  type RefusedSeries,
} from './ct/ctSeries.js';
export type { CtStack } from './ct/ctStack.js';
export { fitsInt16, type PixelTransform } from './ct/hounsfield.js';
export { imagePlane } from './ct/imagePlane.js';
export { partOfSeries, type SeriesPart, type StatedPart } from './ct/partOfSeries.js';
export { isCtImage } from './ct/readCtSlices.js';
export type { DivisibleSlice } from './ct/seriesParts.js';
export { type RefusedStack, type StackOfSeries, stacksOfSeries } from './ct/seriesStacks.js';
export {
  type BuiltParametricMap,
  buildParametricMap,
  encodeParametricMap,
  type MapAlgorithm,
  type ParametricMapDraft,
  type WrittenMap,
} from './parametric-map/parametricMapWriter.js';
export { type ParametricMap, readParametricMap } from './parametric-map/readParametricMap.js';
export { patientFrom } from './identity/patient.js';
export { isPersonName, joinPersonName } from './identity/personName.js';
export {
  collectPatientIdentity,
  type PatientAttribute,
  patientContradictions,
  type PatientIdentity,
} from './identity/samePatient.js';
export { SOP_CLASS } from './identity/sopClasses.js';
export { collectStudyAttributes, type StudyAttributes } from './identity/studyAttributes.js';
export { newUid, uidFromDigest } from './identity/uid.js';
export type { FrameCodecs, FrameDecoder } from './pixels/frameCodec.js';
export type { ByteSource, OpenFile } from './reading/byteSource.js';
export { type DecodeText, textDecoderFor } from './reading/characterSet.js';
export { type DicomFile, readDicomHead } from './reading/dicomFile.js';
export { inflateBounded } from './reading/inflate.js';
export { TRANSFER_SYNTAXES, type TransferSyntax } from './reading/transferSyntax.js';
export { contourMask } from './segmentation/contourMask.js';
export { bringLabelsToGrid } from './segmentation/maskOnImage.js';
export type { StatedContour } from './segmentation/rtStruct.js';
export {
  buildSegmentation,
  type BuiltSegmentation,
  type SegmentationDraft,
  type SegmentDraft,
  type WrittenSegment,
} from './segmentation/segWriter.js';
export type {
  SegmentationObject,
  SegmentationReferences,
  SegmentDescription,
  SegmentMask,
  TargetImage,
} from './segmentation/segmentation.js';
export {
  countSegmentVoxels,
  readSegmentationObject,
  readSegmentMask,
  type SegmentationReading,
  withDecoder,
} from './segmentation/segmentationObject.js';
export { PRODUCT } from './writing/derivedObject.js';
export type {
  ForeignDataset,
  NaturalisedDataset,
  NaturalisedValue,
} from './writing/naturalisedDataset.js';
export { decodePart10, encodePart10 } from './writing/part10.js';
