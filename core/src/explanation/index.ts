/** Where a network looked, in the patient. */
export { ACTIVATION_COLOURS, activationAlpha, activationRgba } from './activationColours.js';
export {
  activationBox,
  activationReach,
  activationVolume,
  type ActivationVolume,
  cellSizeMm,
  imageActivation,
  imageGrids,
  type Seen,
  strongestActivation,
} from './activationVolume.js';
export { coveringGrid } from './coveringGrid.js';
export {
  type ExplainedImage,
  explainedImages,
  explainedMap,
  type ImageName,
} from './explainedImages.js';
export { mapCaution } from './mapCaution.js';
export { savedActivation, type SavedMap } from './savedActivation.js';
export type { SeenImages } from './seenImages.js';
export { EDGES, type Edges, isShownFlipped } from './shownEdges.js';
export { viewGrids } from './viewGrids.js';
export { greyPixels, maskOutline, type OutlineEdge, viewPixels } from './viewImage.js';
