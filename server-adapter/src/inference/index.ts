/** Model packages on disk, where they predict, and ONNX Runtime for Node. */
export {
  DEFAULT_MODEL,
  loadModelPackage,
  modelsDirectory,
  packageIds,
  type ModelPackage,
} from './modelStore.js';
export { findLightTier } from './lightTier.js';
export { openPackageSession } from './packageSession.js';
export type { ModelServer } from './modelServer.js';
export { openPredictor, readModel, type ModelChoice } from './openPredictor.js';
