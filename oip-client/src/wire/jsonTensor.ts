/** Tensors as JSON, which servers and clients without the binary extension send. */
import type { Datatype, Tensor } from '../types.js';
import { ARRAYS, bytesData, elementCount, elementsOf } from './datatypes.js';
import { asText } from './json.js';
import { Malformed } from './malformed.js';
import { textOf, utf8 } from './text.js';

/**
 * A tensor's elements, flat.
 *
 * @throws Malformed where JSON has no form for an element: FP16, BF16, NaN and infinities, integers
 *   beyond 2⁵³, texts that are not UTF-8
 */
export function jsonElements({ datatype, data }: Tensor, what: string): readonly unknown[] {
  if (datatype === 'BYTES') return elementsOf(data, what).map((element) => textOf(element, what));
  const values = Array.from<number | bigint>(arrayOf(withJsonForm(datatype, what), data));
  if (datatype === 'BOOL') return values.map(Boolean);
  return values.map((value) => {
    const number = Number(value);
    if (!Number.isFinite(number) || (typeof value === 'bigint' && !Number.isSafeInteger(number))) {
      throw new Malformed(`${what} holds a value that JSON cannot; ask for it as binary data`);
    }
    return number;
  });
}

/**
 * The bytes of a tensor from its elements in JSON, flat or nested as its shape is.
 *
 * @throws Malformed where the elements are not those of this type and shape
 */
export function dataFromJson(
  datatype: Datatype,
  shape: readonly number[],
  json: readonly unknown[],
  what: string,
): Uint8Array {
  const count = elementCount(shape, what);
  const elements = Array.isArray(json[0]) ? flattened(json, shape, what) : json;
  if (elements.length !== count) {
    throw new Malformed(
      `${what} (shape [${shape.join(', ')}]) needs ${count} elements and has ${elements.length}`,
    );
  }
  if (datatype === 'BYTES') {
    return bytesData(elements.map((text) => utf8(asText(text, `an element of ${what}`))));
  }
  // Made only now that there are as many elements as were claimed.
  const values = new ARRAYS[withJsonForm(datatype, what)](count);
  elements.forEach((element, index) => {
    const value = datatype === 'BOOL' && typeof element === 'boolean' ? Number(element) : element;
    if (typeof value !== 'number' || !store(datatype, values, index, value)) {
      throw new Malformed(`${what} holds an element that is no ${datatype}`);
    }
  });
  return new Uint8Array(values.buffer);
}

type TypedArray = InstanceType<(typeof ARRAYS)[keyof typeof ARRAYS]>;

/** Stores a number; false where the type cannot hold it. Floating point rounds, nothing else does. */
function store(datatype: Datatype, values: TypedArray, index: number, value: number): boolean {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    if (!Number.isSafeInteger(value)) return false;
    values[index] = BigInt(value);
    return Number(values[index]) === value;
  }
  values[index] = value;
  if (datatype === 'FP32' || datatype === 'FP64') return Number.isFinite(values[index]);
  return values[index] === value && (datatype !== 'BOOL' || value <= 1);
}

function withJsonForm(datatype: Datatype, what: string): Exclude<Datatype, 'BYTES'> {
  if (datatype === 'FP16' || datatype === 'BF16' || datatype === 'BYTES') {
    throw new Malformed(`${what} is ${datatype}, which travels as binary data only`);
  }
  return datatype;
}

function arrayOf(datatype: keyof typeof ARRAYS, data: Uint8Array): TypedArray {
  return new ARRAYS[datatype](new Uint8Array(data).buffer);
}

function flattened(
  list: readonly unknown[],
  [length, ...within]: readonly number[],
  what: string,
): readonly unknown[] {
  if (list.length !== length) throw new Malformed(`${what} is not nested as its shape says`);
  if (within.length === 0) return list;
  return list.flatMap((row) => {
    if (!Array.isArray(row)) throw new Malformed(`${what} is not nested as its shape says`);
    return flattened(row, within, what);
  });
}
