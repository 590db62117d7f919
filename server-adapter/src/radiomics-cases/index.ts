/** Radiomic features of a folder of cases. */
export { findCases, type CaseFiles, type RefusedCase } from './caseFiles.js';
export {
  openCaseRoi,
  type CaseOutcome,
  type CaseRequest,
  type RadiomicsCase,
} from './extractCase.js';
export { extractCases } from './extractCases.js';
export { missingFeatures, tableHead, tableRow } from './featureTable.js';
export { TableFile } from './tableFile.js';
