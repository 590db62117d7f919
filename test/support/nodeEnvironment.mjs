import { TestEnvironment } from 'jest-environment-node';

/**
 * Node as jest gives it, with the one exception that onnxruntime-node needs: it lives outside of
 * jest's sandbox, and accepts and returns the Float32Array of out there.
 */
export default class NodeEnvironment extends TestEnvironment {
  constructor(...parameters) {
    super(...parameters);
    this.global.Float32Array = Float32Array;
  }
}
