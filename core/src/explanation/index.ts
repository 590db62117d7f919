/** Where a network looked, in the patient. */
export {
  activationBox,
  activationVolume,
  type ActivationVolume,
  imageGrids,
  type Seen,
  strongestActivation,
} from './activationVolume.js';
export { coveringGrid } from './coveringGrid.js';
export { mapCaution } from './mapCaution.js';
export type { SeenImages } from './seenImages.js';
export { viewGrids } from './viewGrids.js';
