import type { InferRequest } from '../types.js';
import { tensorFrom, valuesOf } from '../values.js';
import { decodeInferRequest, encodeInferRequest } from './inferRequest.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => utf8(typeof value === 'string' ? value : JSON.stringify(value));

/** A request of raw parts, in the form of Node's headers. */
function raw(head: unknown, binary: readonly number[] = [], headLength?: string) {
  const start = json(head);
  return {
    headers: { 'inference-header-content-length': headLength ?? String(start.byteLength) },
    body: new Uint8Array([...start, ...binary]),
  };
}

const REQUEST: InferRequest = {
  id: 'run-7',
  inputs: [
    tensorFrom('cube', 'INT16', [2, 2], new Int16Array([-1024, 0, 1, 32767])),
    tensorFrom('mask', 'UINT8', [1], new Uint8Array([5])),
    tensorFrom('clinical', 'BYTES', [2], ['{"age":61}', 'Zoë']),
    tensorFrom('views', 'FP32', [3], new Float32Array([0.5, -0, NaN])),
    tensorFrom('none', 'FP64', [0, 3], new Float64Array()),
    tensorFrom('scalar', 'BOOL', [], new Uint8Array([1])),
  ],
  outputs: ['probabilities'],
  parameters: { timeout: 500, priority: 'high', dry: false },
};

test('says what the protocol wants, byte for byte', () => {
  const { headers, body } = encodeInferRequest({
    id: '1',
    inputs: [tensorFrom('x', 'INT16', [1, 2], new Int16Array([1, -2]))],
  });
  const head =
    '{"id":"1","parameters":{"binary_data_output":true},"inputs":[{"name":"x","datatype":"INT16",' +
    '"shape":[1,2],"parameters":{"binary_data_size":4}}]}';
  expect(headers).toEqual({
    'content-type': 'application/octet-stream',
    'inference-header-content-length': String(head.length),
  });
  expect(body).toEqual(new Uint8Array([...utf8(head), 1, 0, 0xfe, 0xff]));
});

test('is read as it was written', () => {
  const { headers, body } = encodeInferRequest(REQUEST);
  const { request, binaryOutputs } = decodeInferRequest(headers, body);
  expect(request).toEqual(REQUEST);
  expect(binaryOutputs).toEqual(['probabilities']);
});

test('without a choice of outputs asks for all as binary data, and says nothing else', () => {
  const bare = { inputs: REQUEST.inputs };
  const { headers, body } = encodeInferRequest(bare);
  const decoded = decodeInferRequest(new Headers(headers), body);
  expect(decoded).toEqual({ request: bare, binaryOutputs: 'all' });
});

test('as JSON asks for JSON', () => {
  const inputs = [tensorFrom('x', 'FP32', [1, 2], new Float32Array([0.5, 2]))];
  const { headers, body } = encodeInferRequest({ inputs, outputs: ['y'] }, 'json');
  expect(headers).toEqual({ 'content-type': 'application/json' });
  expect(JSON.parse(new TextDecoder().decode(body))).toEqual({
    outputs: [{ name: 'y' }],
    inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 2], data: [0.5, 2] }],
  });
  expect(decodeInferRequest(headers, body)).toEqual({
    request: { inputs, outputs: ['y'] },
    binaryOutputs: [],
  });
});

test('gives tensors that any typed array can be laid over, wherever they lay in the message', () => {
  for (let shift = 0; shift < 8; shift++) {
    const tensor = tensorFrom('d', 'FP64', [1], new Float64Array([Math.PI]));
    const { headers, body } = encodeInferRequest({ id: 'i'.repeat(shift), inputs: [tensor] });
    const [read] = decodeInferRequest(headers, Buffer.from(body)).request.inputs;
    expect(read!.data.byteOffset).toBe(0);
    expect(new Float64Array(read!.data.buffer)).toEqual(new Float64Array([Math.PI]));
    expect(valuesOf(read!, 'FP64')).toEqual(new Float64Array([Math.PI]));
  }
});

test('takes the word of the header for what is JSON, not that of the media type', () => {
  const { body } = encodeInferRequest(REQUEST);
  const head = new TextDecoder().decode(body).lastIndexOf('}}]}') + 4;
  const headers = {
    'content-type': 'application/json',
    'inference-header-content-length': String(head),
  };
  expect(decodeInferRequest(headers, body).request).toEqual(REQUEST);
});

describe('tensors as JSON', () => {
  const decode = (input: object, rest: object = {}) =>
    decodeInferRequest({}, json({ inputs: [{ name: 'x', ...input }], ...rest }));

  test.each([
    [
      'flat',
      { datatype: 'INT16', shape: [2, 2], data: [1, -2, 3, 4] },
      [1, 0, 254, 255, 3, 0, 4, 0],
    ],
    ['nested', { datatype: 'UINT8', shape: [2, 1, 2], data: [[[1, 2]], [[3, 4]]] }, [1, 2, 3, 4]],
    ['64 bits', { datatype: 'INT64', shape: [1], data: [-1] }, Array(8).fill(255)],
    ['truth', { datatype: 'BOOL', shape: [3], data: [true, false, 1] }, [1, 0, 1]],
    [
      'texts',
      { datatype: 'BYTES', shape: [2], data: ['é', ''] },
      [2, 0, 0, 0, 195, 169, 0, 0, 0, 0],
    ],
    ['float', { datatype: 'FP32', shape: [1], data: [1] }, [0, 0, 128, 63]],
    ['empty', { datatype: 'FP32', shape: [0, 4], data: [] }, []],
    ['scalar', { datatype: 'UINT8', shape: [], data: [9] }, [9]],
    ['with null parameters', { datatype: 'UINT8', shape: [1], data: [9], parameters: null }, [9]],
  ])('%s', (_, input, bytes) => {
    const { request, binaryOutputs } = decode(input, { id: null, outputs: null, parameters: null });
    expect(request).toEqual({
      inputs: [
        { name: 'x', datatype: input.datatype, shape: input.shape, data: new Uint8Array(bytes) },
      ],
    });
    expect(binaryOutputs).toEqual([]);
  });

  test.each([
    ['too few', { datatype: 'FP32', shape: [3], data: [1, 2] }],
    ['too many', { datatype: 'FP32', shape: [1], data: [1, 2] }],
    ['claims beyond memory', { datatype: 'FP64', shape: [2 ** 40], data: [1] }],
    ['claims beyond counting', { datatype: 'FP64', shape: [2 ** 40, 2 ** 40, 0], data: [] }],
    [
      'nested otherwise than its shape',
      { datatype: 'UINT8', shape: [2, 2], data: [[1, 2, 3], [4]] },
    ],
    ['nested in part', { datatype: 'UINT8', shape: [2, 1], data: [[1], 2] }],
    ['nested too deeply', { datatype: 'UINT8', shape: [1], data: [[1]] }],
    ['a dimension below 0', { datatype: 'UINT8', shape: [-1, -1], data: [1] }],
    ['a dimension that is no whole number', { datatype: 'UINT8', shape: [0.5, 2], data: [1] }],
    ['a dimension that is no number', { datatype: 'UINT8', shape: ['1'], data: [1] }],
    ['65 dimensions', { datatype: 'UINT8', shape: Array(65).fill(1), data: [1] }],
    ['no shape', { datatype: 'UINT8', data: [1] }],
    ['no data', { datatype: 'UINT8', shape: [1] }],
    ['another type', { datatype: 'INT4', shape: [1], data: [1] }],
    ['the name of a method for a type', { datatype: 'toString', shape: [1], data: [1] }],
    ['a value out of range', { datatype: 'INT16', shape: [1], data: [32768] }],
    ['a float out of range', { datatype: 'FP32', shape: [1], data: [1e39] }],
    ['a fraction', { datatype: 'UINT8', shape: [1], data: [1.5] }],
    ['an integer that JSON rounds', { datatype: 'INT64', shape: [1], data: [2 ** 53] }],
    ['below 0', { datatype: 'UINT64', shape: [1], data: [-1] }],
    ['a truth value of 2', { datatype: 'BOOL', shape: [1], data: [2] }],
    ['null', { datatype: 'FP32', shape: [1], data: [null] }],
    ['a text for a number', { datatype: 'FP32', shape: [1], data: ['1'] }],
    ['a number for a text', { datatype: 'BYTES', shape: [1], data: [1] }],
    ['halves', { datatype: 'FP16', shape: [1], data: [1] }],
    ['brain floats', { datatype: 'BF16', shape: [1], data: [1] }],
    ['no name', { name: 7, datatype: 'UINT8', shape: [1], data: [1] }],
  ])('%s: refused', (_, input) => {
    expect(() => decode(input)).toThrow(
      expect.objectContaining({ name: 'OpenInferenceError', kind: 'invalid' }),
    );
  });
});

describe('which outputs are wanted as binary data', () => {
  const binaryOutputs = (rest: object) =>
    decodeInferRequest({}, json({ inputs: [], ...rest })).binaryOutputs;
  const binary = (name: string, flag?: unknown) => ({ name, parameters: { binary_data: flag } });

  test.each([
    [{}, []],
    [{ parameters: { binary_data_output: true } }, 'all'],
    [{ parameters: { binary_data_output: false } }, []],
    [{ outputs: [binary('a', true), binary('b', false), { name: 'c' }] }, ['a']],
    [
      {
        parameters: { binary_data_output: true },
        outputs: [binary('a', false), { name: 'b', parameters: null }, binary('c', null)],
      },
      ['b', 'c'],
    ],
  ])('%j: %j', (rest, expected) => expect(binaryOutputs(rest)).toEqual(expected));

  test.each([
    { parameters: { binary_data_output: 'yes' } },
    { outputs: [binary('a', 1)] },
    { outputs: [{}] },
    { outputs: 'a' },
    { outputs: [{ name: 'a', parameters: { classification: 3 } }] },
    { outputs: [{ name: 'a', parameters: { shared_memory_region: 'r' } }] },
  ])('%j: refused', (rest) => {
    expect(() => binaryOutputs(rest)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });
});

describe('hostile messages', () => {
  const input = (size: unknown, rest: object = {}) => ({
    inputs: [
      { name: 'x', datatype: 'UINT8', shape: [2], parameters: { binary_data_size: size }, ...rest },
    ],
  });
  const texts = { datatype: 'BYTES', shape: [1] };

  test.each([
    ['nothing', { headers: {}, body: new Uint8Array() }],
    ['no JSON', raw('{')],
    ['no object', raw('[]')],
    ['no UTF-8', { headers: {}, body: new Uint8Array([0x22, 0xff, 0x22]) }],
    ['no inputs', raw({})],
    ['inputs that are no list', raw({ inputs: {} })],
    ['an input that is no object', raw({ inputs: [null] })],
    ['parameters that are no object', raw({ inputs: [], parameters: [] })],
    ['an id that is no text', raw({ inputs: [], id: 7 })],
    ['a head beyond the body', raw({ inputs: [] }, [], '1000')],
    ['a head below 0', raw({ inputs: [] }, [], '-1')],
    ['a head in hexadecimal', raw({ inputs: [] }, [], '0xd')],
    ['a head of no length', raw({ inputs: [] }, [], '')],
    ['two lengths', raw({ inputs: [] }, [], '13, 13')],
    ['a head that ends within the JSON', raw({ inputs: [] }, [], '5')],
    ['more bytes than tensors', raw(input(2), [1, 2, 3])],
    ['fewer bytes than tensors', raw(input(2), [1])],
    ['another size than its shape', raw(input(3), [1, 2, 3])],
    ['a size below 0', raw(input(-2), [1, 2])],
    ['a size that is no number', raw(input('2'), [1, 2])],
    ['a size that is no whole number', raw(input(1.5), [1, 2])],
    ['a size beyond counting', raw(input(1e300), [1, 2])],
    ['shared memory', raw(input(2, { parameters: { shared_memory_region: 'r' } }), [1, 2])],
    [
      'a part of an element',
      raw(
        {
          inputs: [
            { name: 'x', datatype: 'FP32', shape: [1], parameters: { binary_data_size: 3 } },
          ],
        },
        [1, 2, 3],
      ),
    ],
    [
      'the same name twice',
      raw(
        { inputs: [input(1, { shape: [1] }).inputs[0], input(1, { shape: [1] }).inputs[0]] },
        [1, 2],
      ),
    ],
    ['a text that ends within its length', raw(input(3, texts), [1, 0, 0])],
    ['a text that ends before its end', raw(input(5, texts), [2, 0, 0, 0, 65])],
    ['a text of 4 GB', raw(input(5, texts), [255, 255, 255, 255, 65])],
    ['more texts than its shape', raw(input(8, texts), [0, 0, 0, 0, 0, 0, 0, 0])],
  ])('%s: refused', (_, { headers, body }) => {
    expect(() => decodeInferRequest(headers, body)).toThrow(
      expect.objectContaining({ name: 'OpenInferenceError', kind: 'invalid' }),
    );
  });

  test('a sound one beside them is read', () => {
    const { headers, body } = raw(input(2), [1, 2]);
    expect(decodeInferRequest(headers, body).request.inputs[0]!.data).toEqual(
      new Uint8Array([1, 2]),
    );
  });

  test('JSON longer than allowed is refused before it is read', () => {
    const body = json(`{"inputs":[${' '.repeat(1000)}`);
    expect(() => decodeInferRequest({}, body, { maxHeadBytes: 100 })).toThrow(
      'The request is malformed: its JSON has 1011 bytes, of 100 allowed.',
    );
  });

  test('millions of empty texts are counted, not listed', () => {
    const count = 4_000_000;
    const { headers, body } = raw({
      inputs: [
        { ...texts, name: 'x', shape: [count], parameters: { binary_data_size: 4 * count } },
      ],
    });
    const whole = new Uint8Array(body.byteLength + 4 * count);
    whole.set(body);
    const before = process.memoryUsage().heapUsed;
    const { inputs } = decodeInferRequest(headers, whole).request;
    expect(inputs[0]!.data.byteLength).toBe(4 * count);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6);
  });

  test('a name is quoted short and on one line', () => {
    const { headers, body } = raw({
      inputs: [{ name: `a\nb${'x'.repeat(1000)}`, datatype: 'UINT8' }],
    });
    expect(() => decodeInferRequest(headers, body)).toThrow(/^The request[^\n]{1,130}$/);
  });

  test('a parameter named __proto__ is one like any other', () => {
    const body = json('{"inputs":[],"parameters":{"__proto__":"x","odd":{"a":1}}}');
    const { parameters } = decodeInferRequest({}, body).request;
    expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
    expect(Object.entries(parameters!)).toEqual([['__proto__', 'x']]);
  });
});

describe('what is sent', () => {
  test('a tensor whose bytes are not those of its shape is not', () => {
    const tensor = { name: 'x', datatype: 'INT16' as const, shape: [2], data: new Uint8Array(3) };
    expect(() => encodeInferRequest({ inputs: [tensor] })).toThrow(
      'The request is malformed: input "x" (INT16, shape [2]) needs 2 elements and has 1.5.',
    );
  });
});
