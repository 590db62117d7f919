import './noEval.js';
// Shared by OHIF: what is fetched on demand can only take it from here.
import 'dcmjs';
import i18next from '@ohif/i18n';
import { createExtension } from './extension.js';
import type { I18next } from './languages/i18next.js';
import { createPanelInTree } from './host/viewer/panelInTree.js';
import { esmFolderOfPlugin, type WithRuntimePlugins } from './runtimePlugins.js';
import { assetsFolder } from './settings.js';

declare global {
  /** webpack's: the folder that chunks are fetched from. */
  let __webpack_public_path__: string;
}

const esmFolder = esmFolderOfPlugin(globalThis as WithRuntimePlugins);

/**
 * For an OHIF that shares its React and its i18next: inside a site's own bundle, where the site's configuration says
 * where the worker is served, or loaded at run time.
 */
const extension = createExtension(createPanelInTree, esmFolder, {
  i18next: i18next as I18next | undefined,
});

type Registration = Parameters<typeof extension.preRegistration>[0];

export default {
  ...extension,

  /** Neither a site's bundle nor OHIF's `import()`, perhaps of a blob, tells a script where it came from. */
  preRegistration(params: Registration): void {
    const { mutationPrediction = {} } = params.appConfig;
    const assetsUrl = assetsFolder(mutationPrediction, document.baseURI, esmFolder);
    if (assetsUrl) __webpack_public_path__ = new URL('../umd/', assetsUrl).href;
    extension.preRegistration(params);
  },
};
