import type { FloatTensor } from '@mutation-prediction/core';
import { tensorFrom, valuesOf, type Tensor } from 'open-inference-client';

/** A network's tensor as the protocol's; its values are not copied. */
export function toProtocol(name: string, { data, dims }: FloatTensor): Tensor {
  // No network's values lie in memory that is shared.
  return tensorFrom(name, 'FP32', dims, data as Float32Array<ArrayBuffer>);
}

/** @throws OpenInferenceError where the tensor is no FP32, or has not the bytes of its shape */
export function fromProtocol(tensor: Tensor): FloatTensor {
  return { data: valuesOf(tensor, 'FP32'), dims: tensor.shape };
}
