import type { Catalogue } from './catalogue.js';
import { refusals } from './ja/refusals.js';
import { terms } from './ja/terms.js';
import { warnings } from './ja/warnings.js';

/** Japanese, without what only the command line says. */
export const ja: Catalogue = { language: 'ja', refusals, warnings, terms };
