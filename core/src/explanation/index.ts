/** Where a network looked, in the patient. */
export {
  activationVolume,
  type ActivationVolume,
  imageGrids,
  type Seen,
  strongestActivation,
} from './activationVolume.js';
export { coveringGrid } from './coveringGrid.js';
export type { SeenImages } from './seenImages.js';
export { viewGrids } from './viewGrids.js';
