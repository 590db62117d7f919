/** Reading files that nobody vouches for, in a process of their own. */
export {
  caseParser,
  parseImages,
  parseReport,
  parseSegments,
  type ParseCase,
  type ParsedImages,
} from './parse.js';
