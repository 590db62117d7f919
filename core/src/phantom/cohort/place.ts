import type { Vector3 } from '../../imaging/vector.js';

/** Lobes of the lungs, abbreviated as in reports. */
export type Lobe = 'RUL' | 'RML' | 'RLL' | 'LUL' | 'LLL';

/** Where a lesion lies. */
export interface Place {
  /** LPS mm. */
  readonly centre: Vector3;
  readonly lobe: Lobe;
  /** Where it touches the chest wall: unit vector to that, in the axial plane. */
  readonly towardsWall?: Vector3;
}
