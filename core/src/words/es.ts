import type { Catalogue } from './catalogue.js';
import { refusals } from './es/refusals.js';
import { terms } from './es/terms.js';
import { warnings } from './es/warnings.js';

/** Spanish, without what only the command line says. */
export const es: Catalogue = { language: 'es', refusals, warnings, terms };
