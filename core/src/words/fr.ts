import type { Catalogue } from './catalogue.js';
import { refusals } from './fr/refusals.js';
import { terms } from './fr/terms.js';
import { warnings } from './fr/warnings.js';

/** French, without what only the command line says. */
export const fr: Catalogue = { language: 'fr', refusals, warnings, terms };
