/** Writing where a network looked: pictures, Parametric Maps, and what they mean. */
export { explainLesion, explanationFiles, lesionFolder } from './explainLesion.js';
