import type { Datatype } from '../types.js';
import { Malformed } from './malformed.js';

/** Elements as typed arrays; the halves, FP16 and BF16, as their bits. BYTES has none. */
export const ARRAYS = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  UINT64: BigUint64Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  FP16: Uint16Array,
  FP32: Float32Array,
  FP64: Float64Array,
  BF16: Uint16Array,
} as const;

/** More dimensions than any tensor library allows; bounds the walk through nested JSON. */
const MAX_RANK = 64;

export function isDatatype(value: unknown): value is Datatype {
  return typeof value === 'string' && (value === 'BYTES' || Object.hasOwn(ARRAYS, value));
}

/** @throws Malformed where a dimension is no length, or there are more elements than a number counts */
export function elementCount(shape: readonly number[], what: string): number {
  if (shape.length > MAX_RANK) throw new Malformed(`${what} has ${shape.length} dimensions`);
  let count = 1;
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new Malformed(`${what} has a dimension that is not a length`);
    }
    count *= length;
    if (!Number.isSafeInteger(count)) throw new Malformed(`${what} has too many elements`);
  }
  return count;
}

/** @throws Malformed unless the bytes are exactly those of a tensor of this type and shape */
export function checkData(
  datatype: Datatype,
  shape: readonly number[],
  data: Uint8Array,
  what: string,
): void {
  const count = elementCount(shape, what);
  let found = 0;
  // Counted, not listed: millions of empty elements would be as many objects.
  if (datatype === 'BYTES') walkElements(data, what, () => found++);
  else found = data.byteLength / ARRAYS[datatype].BYTES_PER_ELEMENT;
  if (found !== count) {
    throw new Malformed(
      `${what} (${datatype}, shape [${shape.join(', ')}]) needs ${count} elements and has ${found}`,
    );
  }
}

/**
 * The elements of a BYTES tensor, as views: each is a uint32 length, then as many bytes.
 *
 * @throws Malformed where the data end within an element
 */
export function elementsOf(data: Uint8Array, what: string): Uint8Array[] {
  const elements: Uint8Array[] = [];
  walkElements(data, what, (start, end) => elements.push(data.subarray(start, end)));
  return elements;
}

function walkElements(
  data: Uint8Array,
  what: string,
  visit: (start: number, end: number) => void,
): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let end = 0; end < data.byteLength;) {
    const start = end + 4;
    end = start <= data.byteLength ? start + view.getUint32(start - 4, true) : Infinity;
    if (end > data.byteLength) throw new Malformed(`${what} ends within an element`);
    visit(start, end);
  }
}

/** The inverse of `elementsOf`. */
export function bytesData(elements: readonly Uint8Array[]): Uint8Array {
  const data = new Uint8Array(elements.reduce((sum, { byteLength }) => sum + 4 + byteLength, 0));
  const view = new DataView(data.buffer);
  let offset = 0;
  for (const element of elements) {
    view.setUint32(offset, element.byteLength, true);
    data.set(element, offset + 4);
    offset += 4 + element.byteLength;
  }
  return data;
}
