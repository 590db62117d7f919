export { cacheDirectory } from './viewer/cacheDirectory.js';
export { fetchOhif } from './viewer/ohifPackage.js';
export { startViewer } from './viewer/viewerServer.js';
