/** Model packages on disk, and ONNX Runtime for Node. */
export {
  DEFAULT_MODEL,
  loadModelPackage,
  modelsDirectory,
  type ModelPackage,
} from './modelStore.js';
export { createNodeSession } from './nodeSession.js';
