import { createExtension } from './extension.js';

/** The ESM build knows where it was loaded from: the worker and the models lie beside it. */
export default createExtension(new URL('./', import.meta.url).href);
