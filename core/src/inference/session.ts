/** A dense float32 tensor, row-major. */
export interface FloatTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Where a network runs, said so that a user understands it. */
export interface Device {
  readonly runtime: 'onnxruntime-web' | 'onnxruntime-node';
  readonly runtimeVersion: string;
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  /** Adapter or processor as the platform names it, e.g. `Intel Iris Xe`. */
  readonly name: string;
  readonly threads?: number;
  /** Why a slower backend than WebGPU was taken; absent when nothing was given up. */
  readonly fallbackReason?: string;
}

/**
 * A compiled network. core knows no runtime: the viewer's worker and the command line each adapt
 * their ONNX Runtime to this.
 */
export interface ModelSession {
  readonly device: Device;
  run(
    inputs: Readonly<Record<string, FloatTensor>>,
    signal?: AbortSignal,
  ): Promise<Readonly<Record<string, FloatTensor>>>;
  release(): Promise<void>;
}
