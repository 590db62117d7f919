/** Cases of a PACS, over DICOMweb. */
export { DicomWebClient, type DicomWebService } from './dicomWebClient.js';
export { findPacsCases, findStudyCases } from './findPacsCases.js';
export { retrieveCase } from './retrieveCase.js';
