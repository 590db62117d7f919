import type { Device } from '../contract/device.js';

/** A dense float32 tensor, row-major. */
export interface FloatTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/**
 * A compiled network. core knows no runtime: the viewer's worker and the command line each adapt
 * their ONNX Runtime to this.
 */
export interface ModelSession {
  readonly device: Device;
  /** @param outputs what is read of the result; a session may leave the others out */
  run(
    inputs: Readonly<Record<string, FloatTensor>>,
    signal?: AbortSignal,
    outputs?: readonly string[],
  ): Promise<Readonly<Record<string, FloatTensor>>>;
  release(): Promise<void>;
}
