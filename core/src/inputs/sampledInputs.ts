import type { ClinicalInputs } from '../contract/clinical.js';
import type { Vector3 } from '../imaging/vector.js';
import type { FloatTensor } from '../inference/session.js';

/** Whole HU at the samples of a box; columns run fastest, then rows, then depth. */
export interface HuBlock {
  readonly data: Int16Array;
  /** Columns, rows, depth. */
  readonly size: Vector3;
}

/**
 * A model's inputs in the smallest form that still gives every bit of its tensors: taken of the CT, so
 * that neither voxels nor places nor identity are needed any more, and not yet what the network is
 * given. Nine views of 299² are one cube of 64³ here.
 */
export interface SampledInputs {
  /** Of `views` the cube, of `volume` the block before it is normalised; by the tensors' names. */
  readonly blocks: Readonly<Record<string, HuBlock>>;
  /** Inputs that are no larger as the network's tensors: patch, slices, radiomic features. */
  readonly tensors: Readonly<Record<string, FloatTensor>>;
  /** The region descriptor in the order of REGION_FEATURES, where the request has one. */
  readonly descriptor?: Float32Array;
  /** The known values that the model asks for. */
  readonly clinical: ClinicalInputs;
}
