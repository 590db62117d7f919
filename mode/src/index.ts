import { createMode } from './mode.js';

/** A bare package name would need an import map: OHIF imports what `extensions` names. */
export default createMode(new URL('../extension/index.js', import.meta.url).href);
