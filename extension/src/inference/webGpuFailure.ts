/**
 * WebGPU cannot run this model in this browser, although it offers an adapter. Not a refusal: something
 * else is tried next, in a fresh worker, because a failure poisons ONNX Runtime's later sessions.
 */
export class WebGpuFailure extends Error {
  override readonly name = 'WebGpuFailure';

  /** @param inHalf it was fp16 arithmetic that failed: WebGPU is tried again without */
  constructor(
    message: string,
    options?: ErrorOptions,
    readonly inHalf = false,
  ) {
    super(message, options);
  }
}
