import { de } from '@mutation-prediction/core/words/de';
import { words } from '../panel/words/de.js';

export const sentences = { words, catalogue: de };
