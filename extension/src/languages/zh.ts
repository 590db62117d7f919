import { zh } from '@mutation-prediction/core/words/zh';
import { words } from '../panel/words/zh.js';

export const sentences = { words, catalogue: zh };
