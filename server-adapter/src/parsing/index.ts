/** Reading files that nobody vouches for, in a process of their own. */
export {
  caseParser,
  imagesParser,
  parseImages,
  parseNodule,
  parseReport,
  parseReportDataset,
  parseSegments,
  type ImagesParser,
  type ParseCase,
  type ParsedImages,
} from './parse.js';
export type { ParsedReport, ReportChoice } from './tasks.js';
export { fileScanner, type FileScanner } from './scan.js';
