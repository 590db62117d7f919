import type { Prediction } from '../contract/prediction.js';
import type { Seen } from '../explanation/activationVolume.js';
import type { ActivationMaps } from '../inference/activationMaps.js';

/** A lesion as it goes on paper: what a model says of it, and, where that is at hand, what its network saw. */
export interface PrintedLesion {
  readonly prediction: Prediction;
  readonly seen?: Seen;
  /** Where it looked. */
  readonly activationMaps?: readonly ActivationMaps[];
}
