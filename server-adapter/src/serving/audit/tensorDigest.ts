import { createHash } from 'node:crypto';
import type { Tensor } from 'open-inference-client';

/**
 * SHA-256 over tensors, in their order: for each, its name, datatype and shape as
 * `["name","FP32",[1,9]]`, a line feed, its bytes and a line feed. The same values have the same digest
 * whether they travelled as bytes or as JSON.
 */
export function tensorDigest(tensors: readonly Tensor[]): string {
  const hash = createHash('sha256');
  for (const { name, datatype, shape, data } of tensors) {
    hash
      .update(`${JSON.stringify([name, datatype, shape])}\n`)
      .update(data)
      .update('\n');
  }
  return hash.digest('hex');
}
