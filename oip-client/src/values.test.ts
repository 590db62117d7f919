import type { Datatype } from './types.js';
import { tensorFrom, valuesOf } from './values.js';

test.each([
  ['UINT16', new Uint16Array([1, 65535])],
  ['UINT32', new Uint32Array([1, 2 ** 32 - 1])],
  ['UINT64', new BigUint64Array([1n, 2n ** 64n - 1n])],
  ['INT8', new Int8Array([1, -128])],
  ['INT16', new Int16Array([1, -32768])],
  ['INT32', new Int32Array([1, -(2 ** 31)])],
  ['INT64', new BigInt64Array([1n, -(2n ** 63n)])],
  ['FP16', new Uint16Array([0x3c00, 0xfc00])],
  ['BF16', new Uint16Array([0x3f80, 0xff80])],
  ['FP32', new Float32Array([1, -Infinity])],
  ['FP64', new Float64Array([1, Number.MIN_VALUE])],
] as const)('%s: over its values, and back without a copy', (datatype, values) => {
  const tensor = tensorFrom<Datatype>('x', datatype, [2], values);
  expect(tensor.data.buffer).toBe(values.buffer);
  expect(valuesOf(tensor, datatype)).toEqual(values);
});

test('little-endian', () => {
  const { data } = tensorFrom('x', 'INT32', [1], new Int32Array([-2]));
  expect(data).toEqual(new Uint8Array([0xfe, 0xff, 0xff, 0xff]));
});

test('a part of a larger array, and bytes that no typed array can lie over', () => {
  const all = new Float32Array([1, 2, 3, 4]);
  const tensor = tensorFrom('x', 'FP32', [2], all.subarray(1, 3));
  expect(valuesOf(tensor, 'FP32')).toEqual(new Float32Array([2, 3]));
  const odd = new Uint8Array(9);
  odd.set(tensor.data, 1);
  expect(valuesOf({ ...tensor, data: odd.subarray(1) }, 'FP32')).toEqual(new Float32Array([2, 3]));
});

test('texts are UTF-8', () => {
  const tensor = tensorFrom('x', 'BYTES', [1, 2], ['é', new Uint8Array([0, 255])]);
  expect(tensor.data).toEqual(new Uint8Array([2, 0, 0, 0, 195, 169, 2, 0, 0, 0, 0, 255]));
  expect(valuesOf(tensor, 'BYTES')).toEqual([new Uint8Array([195, 169]), new Uint8Array([0, 255])]);
});

test('refused: a shape that the values do not fill, another datatype', () => {
  expect(() => tensorFrom('x', 'FP32', [3], new Float32Array(2))).toThrow(
    expect.objectContaining({ kind: 'invalid' }),
  );
  const tensor = tensorFrom('x', 'FP32', [2], new Float32Array(2));
  expect(() => valuesOf(tensor, 'FP64')).toThrow('x is FP32, not FP64.');
  expect(() => valuesOf({ ...tensor, shape: [3] }, 'FP32')).toThrow(
    expect.objectContaining({ kind: 'protocol' }),
  );
});
