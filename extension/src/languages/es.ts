import { es } from '@mutation-prediction/core/words/es';
import { words } from '../panel/words/es.js';

export const sentences = { words, catalogue: es };
