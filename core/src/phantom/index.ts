/** Synthetic chests and lesions. */
export { ANATOMIES, type Anatomy, DEFAULT_ANATOMY } from './anatomies.js';
export { chestPhantom } from './chestPhantom.js';
export type { ChestPhantom, ChestPhantomOptions, ChestPhantomTruth } from './phantomOptions.js';
export { cohortCase, type CohortCase } from './cohort/cohortCase.js';
export type { Lobe } from './cohort/place.js';
export {
  offLesionCase,
  type OffLesionCase,
  type Placement,
  PLACEMENTS,
} from './cohort/offLesion.js';
export {
  type Endpoint,
  ENDPOINTS,
  PLANTED_SIGNALS,
  type PlantedSignal,
} from './cohort/plantedSignal.js';
export type { Scanner } from './cohort/scanner.js';
export { type LesionTraits, type SyntheticPatient, TRAIT_NAMES } from './cohort/traits.js';
export {
  PHANTOM_VERSION,
  phantomDicom,
  type PhantomFile,
  type PhantomStudy,
} from './phantomDicom.js';
export { seededRandom } from './random.js';
