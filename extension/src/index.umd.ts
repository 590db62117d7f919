import './noEval.js';
import { createExtension } from './extension.js';
import { createPanelInTree } from './host/viewer/panelInTree.js';
import { esmFolderOfPlugin, type WithRuntimePlugins } from './runtimePlugins.js';

/**
 * For an OHIF that shares its React: inside a site's own bundle, where the site's configuration says where the
 * worker is served, or loaded at run time.
 */
export default createExtension(
  createPanelInTree,
  esmFolderOfPlugin(globalThis as WithRuntimePlugins),
);
