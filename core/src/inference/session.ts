import type { Device } from '../contract/device.js';

/** A dense float32 tensor, row-major. */
export interface FloatTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** What a network that reads one view after the other has read so far. */
export interface ViewsRead {
  readonly done: number;
  readonly total: number;
  /**
   * float32 [1, views, targets], of which the first `done` rows are the result's; absent for a network that
   * does not tell what a view alone says.
   */
  readonly viewProbabilities?: FloatTensor;
}

/**
 * A compiled network. core knows no runtime: the viewer's worker and the command line each adapt
 * their ONNX Runtime to this.
 */
export interface ModelSession {
  readonly device: Device;
  /**
   * @param outputs what is read of the result; a session may leave the others out
   * @param onViews told after each view but the last, where views are read one after the other
   */
  run(
    inputs: Readonly<Record<string, FloatTensor>>,
    signal?: AbortSignal,
    outputs?: readonly string[],
    onViews?: (read: ViewsRead) => void,
  ): Promise<Readonly<Record<string, FloatTensor>>>;
  release(): Promise<void>;
}
