/** A site that builds OHIF itself, in short: imports our packages and renders the panel with its own React. */
import extension from '@mutation-prediction/ohif-extension';
import mode from '@mutation-prediction/ohif-mode';
import { showPlugins } from './plugins.js';

showPlugins(extension, mode, { assetsUrl: `${location.origin}/esm/` });
