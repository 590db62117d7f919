/** OHIF with the plugin, served on this machine over a folder or a PACS. */
export { cacheDirectory } from './cacheDirectory.js';
export { demoFolder, writePhantomStudy, type WrittenPhantom } from './demoStudy.js';
export {
  fetchOhif,
  OHIF_PACKAGES,
  OHIF_VERSION,
  type OhifPackageOptions,
  type OhifVersion,
} from './ohifPackage.js';
export type { InferenceServer } from './inferenceProxy.js';
export { startViewer, type RunningViewer, type ViewerOptions } from './viewerServer.js';
