import type { ModelSession } from '@mutation-prediction/core';

/** A tensor that a graph takes or gives. */
export interface GraphTensor {
  readonly name: string;
  /** As its runtime calls it; `FP32` for the only type that packages have. */
  readonly datatype: string;
  /** -1 for a dimension of any length. */
  readonly shape: readonly number[];
}

/** A compiled graph, wherever it runs. */
export interface OpenGraph {
  /** What people call what runs it, as Triton does: `onnxruntime_onnx`. */
  readonly platform: string;
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
  readonly session: ModelSession;
}
