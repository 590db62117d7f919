/** Fetched when a map of where a network looked is kept or read. */
export { buildVisualExplanations, encodeParametricMap } from '@mutation-prediction/core';
export { readStoredExplanation } from './storedExplanation.js';
