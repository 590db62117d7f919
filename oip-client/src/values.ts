/**
 * Tensors from typed arrays and back. The protocol is little-endian, and so is every machine that
 * this is meant for.
 */
import { OpenInferenceError } from './errors.js';
import type { Datatype, Tensor } from './types.js';
import { ARRAYS, bytesData, checkData, elementsOf } from './wire/datatypes.js';
import { blaming } from './wire/malformed.js';
import { utf8 } from './wire/text.js';

/** What a datatype's elements are held in: FP16 and BF16 as their bits, BOOL as 0 and 1. */
export type ValuesOf<D extends Datatype> = Values[D];

interface Values {
  BOOL: Uint8Array;
  UINT8: Uint8Array;
  UINT16: Uint16Array;
  UINT32: Uint32Array;
  UINT64: BigUint64Array;
  INT8: Int8Array;
  INT16: Int16Array;
  INT32: Int32Array;
  INT64: BigInt64Array;
  FP16: Uint16Array;
  FP32: Float32Array;
  FP64: Float64Array;
  BF16: Uint16Array;
  BYTES: readonly Uint8Array[];
}

/**
 * A tensor over these values, which are not copied unless they are BYTES, where a text stands for
 * its UTF-8.
 *
 * @param values row-major
 * @throws OpenInferenceError `invalid` where the shape needs more or fewer values
 */
export function tensorFrom<D extends Datatype>(
  name: string,
  datatype: D,
  shape: readonly number[],
  values: D extends 'BYTES' ? readonly (Uint8Array | string)[] : ValuesOf<D>,
): Tensor {
  const data = ArrayBuffer.isView(values)
    ? new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    : bytesData(
        (values as readonly (Uint8Array | string)[]).map((element) =>
          typeof element === 'string' ? utf8(element) : element,
        ),
      );
  blaming('invalid', 'The tensor', () => checkData(datatype, shape, data, name));
  return { name, datatype, shape, data };
}

/**
 * A tensor's values, row-major; not copied where its bytes lie as the typed array needs them.
 *
 * @throws OpenInferenceError `protocol` where the tensor is of another datatype, or its bytes are not
 *   those of its type and shape
 */
export function valuesOf<D extends Datatype>(tensor: Tensor, datatype: D): ValuesOf<D> {
  const { name, shape, data } = tensor;
  if (tensor.datatype !== datatype) {
    throw new OpenInferenceError('protocol', `${name} is ${tensor.datatype}, not ${datatype}.`);
  }
  const values = blaming('protocol', 'The tensor', () => {
    checkData(datatype, shape, data, name);
    return datatype === 'BYTES' ? elementsOf(data, name) : arrayOver(data, datatype);
  });
  return values as ValuesOf<D>;
}

function arrayOver(data: Uint8Array, datatype: keyof typeof ARRAYS) {
  const TypedArray = ARRAYS[datatype];
  const size = TypedArray.BYTES_PER_ELEMENT;
  const { buffer, byteOffset } = data.byteOffset % size === 0 ? data : new Uint8Array(data);
  return new TypedArray(buffer as ArrayBuffer, byteOffset, data.byteLength / size);
}
