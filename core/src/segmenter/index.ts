/** A nodule's mask from one click. */
export { findNodule, type FoundNodule, noduleBox } from './findNodule.js';
export { segmentAt, type SegmentAtOptions } from './segmentAt.js';
export { SEGMENTER_NAME } from './segmenterName.js';
export { segmentNodule } from './segmentNodule.js';
