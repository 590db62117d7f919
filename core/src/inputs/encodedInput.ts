import type { SliceWindows } from '../imaging/huWindow.js';
import type { Vector3 } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import type { FloatTensor } from '../inference/session.js';
import type { Warning } from '../contract/warning.js';

/** What the image inputs are made from: the CT around a lesion, and the lesion. */
export interface LesionImage {
  readonly region: Volume;
  /** On the region's grid. */
  readonly regionMask: Mask;
  readonly centroidLps: Vector3;
  /** That the CT's images propose, of each slice k of the region. */
  readonly windows?: SliceWindows;
}

/** A tensor for the network, and what limits it. */
export interface EncodedInput {
  readonly tensor: FloatTensor;
  readonly warnings?: readonly Warning[];
}
