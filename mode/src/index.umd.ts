import { createMode } from './mode.js';

/** A site's own OHIF build knows its extensions by package name. */
export default createMode('@mutation-prediction/ohif-extension');
