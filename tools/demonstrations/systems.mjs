/** The demonstration packages: how each is trained, and what stands in the page of results. Longest training first. */
export const SYSTEMS = [
  { id: 'mmdl-demo', config: 'mmdl/demo', title: 'MMDL, nine views' },
  { id: 'deep-radscore-demo', config: 'deep-radscore/demo', title: 'Deep-RadScore' },
  { id: 'ajou-multimodal-demo', config: 'ajou-multimodal/demo', title: 'Ajou multimodality' },
  { id: 'fudan-fusion-demo', config: 'fudan-fusion/demo', title: 'Fudan fusion' },
  { id: 'cnn3d-demo', config: 'cnn3d/demo', title: '3-D CNN' },
];

/** In the order of the page: the main job first, then as the papers appeared. */
export const ORDER = [
  'mmdl-demo',
  'cnn3d-demo',
  'deep-radscore-demo',
  'fudan-fusion-demo',
  'ajou-multimodal-demo',
];

/**
 * Drawn once by a random generator, before anything was trained. Nobody looked at a test case of `cohort` before the
 * packages were finished.
 */
export const COHORTS = {
  cohort: { cases: 1000, seed: 421611301 },
  calibration: { cases: 400, seed: 478462908 },
};

export const TRAINED_ON = 'Synthetic chest CT crops with planted signals; no patient data.';

/** Of the packages; whoever makes them anew with other weights raises it. */
export const VERSION = '0.4.0';
