import type { ModelSession } from '@mutation-prediction/core';
import type { TensorMetadata } from 'open-inference-client';

/** A compiled graph, wherever it runs. */
export interface OpenGraph {
  /** What people call what runs it, as Triton does: `onnxruntime_onnx`. */
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
  readonly session: ModelSession;
}
