/** Radiomic features of one lesion, on Node's threads. */
export { extractRadiomicsInWorkers } from './extractRadiomicsInWorkers.js';
