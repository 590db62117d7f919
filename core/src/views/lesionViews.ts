import type { Vector3 } from '../imaging/vector.js';
import type { ViewPlane } from '../contract/modelManifest.js';

/**
 * What the network sees of a lesion: planes through a cube around its centre.
 * View v, row r, column c of `hu` is at `v·size² + r·size + c`.
 */
export interface LesionViews {
  readonly planes: readonly ViewPlane[];
  /** Rows and columns of each resized view. */
  readonly size: number;
  /** HU before clipping and normalisation, float32 [planes, size, size]. */
  readonly hu: Float32Array;
  /** Samples per edge of the cube. */
  readonly cubeSize: number;
  readonly cubeSpacingMm: number;
  /** The lesion on the unresized planes, 0 or 1, [planes, cubeSize, cubeSize]. */
  readonly mask: Uint8Array;
  /** LPS mm of the cube's centre. */
  readonly centreLps: Vector3;
}
