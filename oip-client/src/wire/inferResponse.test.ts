import type { InferResponse } from '../types.js';
import { tensorFrom, valuesOf } from '../values.js';
import { decodeInferResponse, encodeInferResponse } from './inferResponse.js';

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

const RESPONSE: InferResponse = {
  modelName: 'mmdl-demo',
  modelVersion: '1',
  id: 'run-7',
  outputs: [
    tensorFrom('probabilities', 'FP32', [1, 2], new Float32Array([0.25, 0.75])),
    tensorFrom('note', 'BYTES', [1], ['a']),
  ],
  parameters: { sequence_id: 0 },
};

test('is read as it was written, as binary data', () => {
  const { headers, body } = encodeInferResponse(RESPONSE);
  expect(headers['content-type']).toBe('application/octet-stream');
  expect(decodeInferResponse(headers, body)).toEqual(RESPONSE);
});

test('is read as it was written, as JSON', () => {
  const { headers, body } = encodeInferResponse(RESPONSE, []);
  expect(headers).toEqual({ 'content-type': 'application/json' });
  expect(JSON.parse(new TextDecoder().decode(body))).toEqual({
    model_name: 'mmdl-demo',
    model_version: '1',
    id: 'run-7',
    parameters: { sequence_id: 0 },
    outputs: [
      { name: 'probabilities', datatype: 'FP32', shape: [1, 2], data: [0.25, 0.75] },
      { name: 'note', datatype: 'BYTES', shape: [1], data: ['a'] },
    ],
  });
  expect(decodeInferResponse(headers, body)).toEqual(RESPONSE);
});

test('mixes both as it was asked', () => {
  const { headers, body } = encodeInferResponse(RESPONSE, ['note']);
  const head = body.subarray(0, Number(headers['inference-header-content-length']));
  expect(JSON.parse(new TextDecoder().decode(head)).outputs).toEqual([
    { name: 'probabilities', datatype: 'FP32', shape: [1, 2], data: [0.25, 0.75] },
    { name: 'note', datatype: 'BYTES', shape: [1], parameters: { binary_data_size: 5 } },
  ]);
  expect(decodeInferResponse(headers, body)).toEqual(RESPONSE);
});

test("KServe's and MLServer's fields that are null are absent", () => {
  const body = json({
    id: null,
    model_name: 'm',
    model_version: null,
    parameters: null,
    outputs: [{ name: 'y', datatype: 'INT64', shape: [1], parameters: null, data: [3] }],
  });
  const { outputs, ...rest } = decodeInferResponse(new Headers(), body);
  expect(rest).toEqual({ modelName: 'm' });
  expect(valuesOf(outputs[0]!, 'INT64')).toEqual(new BigInt64Array([3n]));
});

test.each([
  ['NaN', tensorFrom('x', 'FP32', [1], new Float32Array([NaN]))],
  ['an integer that JSON rounds', tensorFrom('x', 'INT64', [1], new BigInt64Array([2n ** 60n]))],
  ['a text that is not UTF-8', tensorFrom('x', 'BYTES', [1], [new Uint8Array([255])])],
  ['halves', tensorFrom('x', 'FP16', [1], new Uint16Array([0x3c00]))],
])('%s goes as binary data only', (_, tensor) => {
  const response = { modelName: 'm', outputs: [tensor] };
  const { headers, body } = encodeInferResponse(response);
  expect(decodeInferResponse(headers, body)).toEqual(response);
  expect(() => encodeInferResponse(response, [])).toThrow(
    expect.objectContaining({ name: 'OpenInferenceError', kind: 'invalid' }),
  );
});

test.each([
  ['no model', { outputs: [] }],
  ['no outputs', { model_name: 'm' }],
  ['an error', { error: 'no' }],
  ['a page', '<html>'],
  ['an odd version', { model_name: 'm', model_version: 1, outputs: [] }],
])('%s is no answer', (_, value) => {
  expect(() => decodeInferResponse({}, json(value))).toThrow(
    expect.objectContaining({ name: 'OpenInferenceError', kind: 'protocol' }),
  );
});
