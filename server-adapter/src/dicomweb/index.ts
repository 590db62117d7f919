/** A folder of DICOM files as QIDO-RS, WADO-RS and STOW-RS. */
export { FolderStore, type FolderStoreOptions } from './folderStore.js';
