/**
 * Tensors of the Open Inference Protocol v2, as far as a pipeline speaks of them: little-endian bytes,
 * row-major. Structurally those of any client of the protocol, of which core needs none.
 */

export type PipelineDatatype = 'INT16' | 'FP32' | 'BYTES';

export interface WireTensor<Datatype extends string = string> {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

export type PipelineTensor = WireTensor<PipelineDatatype>;

/** Why a tensor is not what was to be read; the caller knows whose fault that is. */
export class UnreadableTensor extends Error {
  override readonly name = 'UnreadableTensor';
}

const ELEMENT_BYTES = { INT16: 2, FP32: 4 } as const;

export function numberTensor(
  name: string,
  shape: readonly number[],
  values: Int16Array | Float32Array,
): PipelineTensor {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT } = values;
  return {
    name,
    datatype: BYTES_PER_ELEMENT === ELEMENT_BYTES.INT16 ? 'INT16' : 'FP32',
    shape,
    data: new Uint8Array(buffer, byteOffset, byteLength),
  };
}

/** One element of BYTES: its length as uint32, then JSON in UTF-8. */
export function jsonTensor(name: string, value: unknown): PipelineTensor {
  const text = new TextEncoder().encode(JSON.stringify(value));
  const data = new Uint8Array(4 + text.byteLength);
  new DataView(data.buffer).setUint32(0, text.byteLength, true);
  data.set(text, 4);
  return { name, datatype: 'BYTES', shape: [1], data };
}

/** @throws UnreadableTensor where there is none of this name */
export function tensorNamed(tensors: readonly WireTensor[], name: string): WireTensor {
  const tensor = tensors.find((candidate) => candidate.name === name);
  if (!tensor) throw new UnreadableTensor(`there is no "${name}"`);
  return tensor;
}

/**
 * @param shape -1 stands for any length above 0
 * @throws UnreadableTensor where the tensor is of another type or shape, or has not its bytes
 */
export function readInt16(tensor: WireTensor, shape: readonly number[]): Int16Array {
  const { buffer, byteOffset, byteLength } = alignedBytes(tensor, 'INT16', shape);
  return new Int16Array(buffer, byteOffset, byteLength / ELEMENT_BYTES.INT16);
}

/** As {@link readInt16}. */
export function readFloat32(tensor: WireTensor, shape: readonly number[]): Float32Array {
  const { buffer, byteOffset, byteLength } = alignedBytes(tensor, 'FP32', shape);
  return new Float32Array(buffer, byteOffset, byteLength / ELEMENT_BYTES.FP32);
}

/** @throws UnreadableTensor where the tensor is not one text of JSON */
export function readJson({ name, datatype, shape, data }: WireTensor): unknown {
  const length = data.byteLength < 4 ? -1 : dataView(data).getUint32(0, true);
  if (datatype !== 'BYTES' || shape.join() !== '1' || length !== data.byteLength - 4) {
    throw new UnreadableTensor(`"${name}" is not one element of BYTES`);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data.subarray(4)));
  } catch {
    throw new UnreadableTensor(`"${name}" is not JSON in UTF-8`);
  }
}

function alignedBytes(
  { name, datatype, shape, data }: WireTensor,
  expected: keyof typeof ELEMENT_BYTES,
  expectedShape: readonly number[],
): Uint8Array {
  if (datatype !== expected) {
    throw new UnreadableTensor(`"${name}" is ${datatype} instead of ${expected}`);
  }
  const fits =
    shape.length === expectedShape.length &&
    shape.every((n, axis) => (expectedShape[axis] === -1 ? n > 0 : n === expectedShape[axis]));
  if (!fits) {
    throw new UnreadableTensor(
      `"${name}" is of shape [${shape.join(', ')}] instead of [${expectedShape.join(', ')}]`,
    );
  }
  const bytes = shape.reduce((product, n) => product * n, ELEMENT_BYTES[expected]);
  if (data.byteLength !== bytes) {
    throw new UnreadableTensor(`"${name}" has ${data.byteLength} bytes instead of ${bytes}`);
  }
  return data.byteOffset % ELEMENT_BYTES[expected] === 0 ? data : data.slice();
}

function dataView({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
