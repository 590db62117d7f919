import { refusals } from './en/refusals.js';
import { terms } from './en/terms.js';
import { warnings } from './en/warnings.js';

/**
 * Every sentence of a refusal or a warning in English, in i18next's JSON form: `{{name}}` is a value,
 * `_one` and `_other` are forms by the value `count`, `$t(terms.…)` is a word of this catalogue. Another
 * language is the same with its own sentences, and may leave out what it has no sentence for.
 */
export const en = { language: 'en', refusals, warnings, terms } as const;
