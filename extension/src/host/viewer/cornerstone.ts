import type { CornerstoneUtilities, ExtensionManager } from './ohif.js';

const UTILITY_MODULE = '@ohif/extension-cornerstone.utilityModule.common';

/** Cornerstone as the viewer loaded it; bundling our own copy would mean a second, empty cache. */
export function cornerstoneUtilities(extensionManager: ExtensionManager): CornerstoneUtilities {
  const entry = extensionManager.getModuleEntry(UTILITY_MODULE) as
    { readonly exports: CornerstoneUtilities } | undefined;
  if (!entry) throw new Error(`The viewer has no ${UTILITY_MODULE}.`);
  return entry.exports;
}
