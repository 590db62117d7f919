/**
 * WebGPU cannot run this model in this browser, although it offers an adapter. Not a refusal: WASM is
 * tried next, in a fresh worker, because a failure poisons ONNX Runtime's later sessions.
 */
export class WebGpuFailure extends Error {
  override readonly name = 'WebGpuFailure';
}
