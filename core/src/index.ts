/** Everything that core offers; each room's face can be imported alone, e.g. `@mutation-prediction/core/report`. */
export * from './errors.js';
export * from './plainError.js';
export * from './imaging/index.js';
export * from './dicom/index.js';
export * from './radiomics/index.js';
export * from './prediction/index.js';
export * from './segmenter/index.js';
export * from './explanation/index.js';
export * from './remote/index.js';
export * from './signature/index.js';
export * from './report/index.js';
export * from './print/index.js';
export * from './case/index.js';
export * from './words/index.js';
export * from './phantom/index.js';
