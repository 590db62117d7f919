/** Messages damaged at random, always the same ones: each is read, or refused as what it is. */
import { OpenInferenceError } from '../errors.js';
import type { Tensor } from '../types.js';
import { tensorFrom } from '../values.js';
import { elementsOf } from './datatypes.js';
import { decodeInferRequest, encodeInferRequest } from './inferRequest.js';
import { decodeInferResponse, encodeInferResponse } from './inferResponse.js';
import type { Message } from './message.js';

const MUTANTS = 5_000;
const HEAD_LENGTH = 'inference-header-content-length';

const TENSORS = [
  tensorFrom('cube', 'INT16', [2, 3], new Int16Array([1, -2, 3, -4, 5, -6])),
  tensorFrom('clinical', 'BYTES', [2], ['{"age":61}', '']),
  tensorFrom('views', 'FP32', [1, 2], new Float32Array([0.5, 1.5])),
  tensorFrom('flag', 'BOOL', [1], new Uint8Array([1])),
];
const REQUEST = { id: 'a', inputs: TENSORS, outputs: ['y', 'z'], parameters: { timeout: 5 } };
const RESPONSE = { modelName: 'm', id: 'a', outputs: TENSORS };

/** Mulberry32. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What stands in a head where another thing should. */
const ODDITIES = ['-1', '1e99', '0.5', 'null', '[]', '{}', '""', '"FP32"', 'true', '99999999', ''];

function mutant({ headers, body }: Message, random: (below: number) => number): Message {
  let bytes = [...body];
  let length = Number(headers[HEAD_LENGTH] ?? body.byteLength);
  for (let n = random(3); n >= 0; n--) {
    const at = random(bytes.length || 1);
    const way = random(6);
    if (way === 0) bytes[at] = random(256);
    if (way === 1) bytes.splice(at, random(20));
    if (way === 2) bytes.splice(at, 0, ...bytes.slice(at, at + random(20)));
    if (way === 3) length += random(9) - 4;
    if (way === 4) bytes = bytes.slice(0, at);
    if (way === 5) {
      const head = new TextDecoder().decode(new Uint8Array(bytes.slice(0, length)));
      const values = [...head.matchAll(/\d+|"[^"]*"|true|\[|\{/g)];
      const value = values[random(values.length || 1)];
      if (!value) continue;
      const end = value.index + value[0].length;
      const odd = ODDITIES[random(ODDITIES.length)]!;
      const changed = [
        ...new TextEncoder().encode(head.slice(0, value.index) + odd + head.slice(end)),
      ];
      bytes = [...changed, ...bytes.slice(length)];
      length = changed.length;
    }
  }
  const isBinary = headers[HEAD_LENGTH] !== undefined && random(20) > 0;
  return {
    headers: isBinary ? { [HEAD_LENGTH]: String(length) } : {},
    body: new Uint8Array(bytes),
  };
}

const WIDTHS: Partial<Record<string, number>> = { INT16: 2, FP32: 4, INT64: 8, UINT16: 2, FP16: 2 };

/** What whoever reads a tensor relies on. */
function expectSound({ datatype, shape, data }: Tensor): void {
  const count = shape.reduce((product, length) => product * length, 1);
  const found =
    datatype === 'BYTES' ? elementsOf(data, '').length : data.byteLength / (WIDTHS[datatype] ?? 1);
  // Plain comparisons: expect takes most of the time here.
  if (found !== count) throw new Error(`${datatype} [${shape}] with ${found} elements`);
  if (data.byteOffset !== 0 || data.buffer.byteLength !== data.byteLength) {
    throw new Error('a tensor in a buffer that is not its own');
  }
}

test.each([
  ['requests', encodeInferRequest(REQUEST), 'invalid'],
  ['requests as JSON', encodeInferRequest(REQUEST, 'json'), 'invalid'],
  ['answers', encodeInferResponse(RESPONSE), 'protocol'],
  ['answers as JSON', encodeInferResponse(RESPONSE, []), 'protocol'],
] as const)(
  '%s',
  (_, message, kind) => {
    const random = randomNumbers(20_261_129);
    const read = (headers: Message['headers'], body: Uint8Array) =>
      kind === 'invalid'
        ? decodeInferRequest(headers, body).request.inputs
        : decodeInferResponse(headers, body).outputs;
    const outcomes = { read: 0, refused: 0 };
    for (let n = 0; n < MUTANTS; n++) {
      const { headers, body } = mutant(message, random);
      let tensors: readonly Tensor[];
      try {
        tensors = read(headers, body);
      } catch (error) {
        if (!(error instanceof OpenInferenceError) || error.kind !== kind) throw error;
        outcomes.refused++;
        continue;
      }
      tensors.forEach(expectSound);
      outcomes.read++;
    }
    // Neither all nor none, or the mutants would tell little.
    expect(outcomes.read).toBeGreaterThan(MUTANTS / 100);
    expect(outcomes.refused).toBeGreaterThan(MUTANTS / 2);
  },
  60_000,
);
