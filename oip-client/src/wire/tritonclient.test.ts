/** NVIDIA's tritonclient wrote the requests: test/golden/oip/make_requests.py. */
import { readFileSync } from 'node:fs';
import type { Datatype } from '../types.js';
import { decodeInferRequest, type BinaryOutputs } from './inferRequest.js';

interface GoldenRequest {
  readonly name: string;
  readonly headLength: number | null;
  readonly body: string;
  readonly binaryOutputs: BinaryOutputs;
  readonly says: {
    readonly inputs: readonly {
      readonly name: string;
      readonly datatype: Datatype;
      readonly shape: readonly number[];
      readonly data: string;
    }[];
  };
}

const golden = JSON.parse(
  readFileSync('test/golden/oip/requests.json', 'utf8'),
) as readonly GoldenRequest[];
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

test.each(golden)('$name', ({ headLength, body, binaryOutputs, says }) => {
  const headers =
    headLength === null ? {} : { 'inference-header-content-length': String(headLength) };
  expect(decodeInferRequest(headers, bytes(body))).toEqual({
    binaryOutputs,
    request: {
      ...says,
      inputs: says.inputs.map((input) => ({ ...input, data: bytes(input.data) })),
    },
  });
});
