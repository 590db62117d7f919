import { id } from './id.js';

/** @param bundleUrl folder this bundle was loaded from, where the bundle can know it */
export function createExtension(bundleUrl?: string) {
  return {
    id,
    preRegistration() {
      void bundleUrl;
    },
    getPanelModule() {
      return [];
    },
  };
}
