import { fr } from '@mutation-prediction/core/words/fr';
import { words } from '../panel/words/fr.js';

export const sentences = { words, catalogue: fr };
