/** A synthetic cohort on disk. */
export { writePhantomCohort } from './writePhantomCohort.js';
