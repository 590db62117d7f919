import { extensionUrl } from './extensionUrl.js';
import { createMode } from './mode.js';

/** A bare package name would need an import map: OHIF imports what `extensions` names. */
export default createMode(extensionUrl(import.meta.url));
