import { createExtension } from './extension.js';

/** Inside a site's own bundle; where the worker is served comes from the site's configuration. */
export default createExtension();
