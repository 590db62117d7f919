import './noEval.js';
import i18next from '@ohif/i18n';
import { createExtension } from './extension.js';
import type { I18next } from './languages/i18next.js';
import { createPanelInTree } from './host/viewer/panelInTree.js';
import { esmFolderOfPlugin, type WithRuntimePlugins } from './runtimePlugins.js';

/**
 * For an OHIF that shares its React and its i18next: inside a site's own bundle, where the site's configuration says
 * where the worker is served, or loaded at run time.
 */
export default createExtension(
  createPanelInTree,
  esmFolderOfPlugin(globalThis as WithRuntimePlugins),
  { i18next: i18next as I18next | undefined },
);
