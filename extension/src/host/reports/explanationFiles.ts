/** Fetched when a map of where a network looked is kept or read. */
export {
  buildVisualExplanations,
  encodeParametricMap,
  readParametricMap,
} from '@mutation-prediction/core';
