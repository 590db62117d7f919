import type { Catalogue } from './catalogue.js';
import { refusals } from './de/refusals.js';
import { terms } from './de/terms.js';
import { warnings } from './de/warnings.js';

/** German, without what only the command line says. */
export const de: Catalogue = { language: 'de', refusals, warnings, terms };
