/** Opening the CT, the segmentation and the lesion that a user named, and writing what comes of them. */
export type { ChosenLesion, LesionChoice } from './chooseLesion.js';
export { readInputFile } from './fileSources.js';
export type { ListedSegment, ListedSegmentation } from './listSegments.js';
export type { ImagesChoice, NoduleChoice } from './openImages.js';
export { requireWritable, writeOutput } from './writeOutput.js';
export { encapsulatedFile, writePdf } from './writePdf.js';
export {
  requireReportable,
  segmentationFile,
  writeReport,
  writeSegmentation,
  type WrittenReport,
  type PredictedLesion,
  type ReportableCase,
} from './writeReport.js';
