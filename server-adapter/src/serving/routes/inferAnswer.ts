import {
  encodeInferResponse,
  OpenInferenceError,
  type BinaryOutputs,
  type InferResponse,
} from 'open-inference-client';
import type { InferenceEntry } from '../audit/record.js';
import { tensorDigest } from '../audit/tensorDigest.js';
import { Refusal } from '../refusal.js';

/** An answer as it is sent, and sent again; with what the trail says of it. */
export interface InferAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly byteLength: number;
  readonly record: Pick<InferenceEntry, 'input' | 'result'>;
}

/** A number's characters in JSON, and more: bytes of a tensor times this are hardly exceeded. */
const JSON_EXPANSION = 6;

/**
 * @param binaryOutputs which outputs the client wants as bytes
 * @param jsonBytes how long the others may become
 * @throws Refusal 400 where outputs are asked for as JSON that are too large for it, or that it has no
 *   form for
 */
export async function inferAnswer(
  response: InferResponse,
  binaryOutputs: BinaryOutputs,
  input: string,
  jsonBytes: number,
): Promise<InferAnswer> {
  const asJson = response.outputs.filter(
    ({ name }) => binaryOutputs !== 'all' && !binaryOutputs.includes(name),
  );
  const expected = asJson.reduce((sum, { data }) => sum + data.byteLength * JSON_EXPANSION, 0);
  if (expected > jsonBytes) {
    throw new Refusal(400, 'The outputs are too large for JSON; ask for them as binary data.');
  }
  const { headers, body } = encoded(response, binaryOutputs);
  return {
    headers,
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    byteLength: body.byteLength,
    record: { input, result: await tensorDigest(response.outputs) },
  };
}

function encoded(response: InferResponse, binaryOutputs: BinaryOutputs) {
  try {
    return encodeInferResponse(response, binaryOutputs);
  } catch (error) {
    if (error instanceof OpenInferenceError) throw new Refusal(400, error.message);
    throw error;
  }
}
