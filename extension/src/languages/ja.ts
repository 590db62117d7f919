import { ja } from '@mutation-prediction/core/words/ja';
import { words } from '../panel/words/ja.js';

export const sentences = { words, catalogue: ja };
