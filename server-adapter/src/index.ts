export { FolderStore, type FolderStoreOptions } from './dicomweb/folderStore.js';
export { loadModelPackage, modelsDirectory, type ModelPackage } from './inference/modelStore.js';
export { createNodeSession } from './inference/nodeSession.js';
export { cacheDirectory } from './viewer/cacheDirectory.js';
export { writePhantomStudy, type WrittenPhantom } from './viewer/demoStudy.js';
export { fetchOhif, type OhifPackageOptions } from './viewer/ohifPackage.js';
export { startViewer, type RunningViewer, type ViewerOptions } from './viewer/viewerServer.js';
