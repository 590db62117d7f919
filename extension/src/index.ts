import './noEval.js';
import { createExtension } from './extension.js';
import { createPanelMount } from './host/viewer/panelMount.js';

/** The ESM build knows where it was loaded from: the worker and the models lie beside it. */
export default createExtension(createPanelMount, new URL('./', import.meta.url).href);
