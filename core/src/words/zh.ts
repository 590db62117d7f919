import type { Catalogue } from './catalogue.js';
import { refusals } from './zh/refusals.js';
import { terms } from './zh/terms.js';
import { warnings } from './zh/warnings.js';

/** Chinese in simplified characters, without what only the command line says. */
export const zh: Catalogue = { language: 'zh', refusals, warnings, terms };
