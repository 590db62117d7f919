/** Radiomic features of a folder of cases. */
export { caseContent } from './caseContent.js';
export { findCases, type CaseFiles, type RefusedCase } from './caseFiles.js';
export {
  openCaseRoi,
  type CaseOutcome,
  type CaseRequest,
  type RadiomicsCase,
} from './extractCase.js';
export { extractCases } from './extractCases.js';
export {
  missingFeatures,
  outcomeCells,
  tableHead,
  tableRow,
  type CasePlaces,
} from './featureTable.js';
