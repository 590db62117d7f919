import type { InferResponse } from '../types.js';
import type { BinaryOutputs } from './inferRequest.js';
import { asParameters, asText, optional } from './json.js';
import { blaming } from './malformed.js';
import { joinMessage, splitMessage, type HttpHeaders, type Message } from './message.js';
import { decodeTensors, encodeTensors } from './tensors.js';

/**
 * @param binaryOutputs which outputs go as binary data, as `decodeInferRequest` found
 * @throws OpenInferenceError `invalid` where a tensor's bytes are not those of its type and shape,
 *   or JSON has no form for a value that the client wants as JSON
 */
export function encodeInferResponse(
  response: InferResponse,
  binaryOutputs: BinaryOutputs = 'all',
): Message {
  const { modelName, modelVersion, id, outputs, parameters } = response;
  return blaming('invalid', 'The answer', () => {
    const isBinary = (name: string) => binaryOutputs === 'all' || binaryOutputs.includes(name);
    const { heads, binary } = encodeTensors(outputs, isBinary, 'output');
    const head = {
      model_name: modelName,
      ...(modelVersion !== undefined && { model_version: modelVersion }),
      ...(id !== undefined && { id }),
      ...(parameters && { parameters }),
      outputs: heads,
    };
    return joinMessage(head, binary);
  });
}

/**
 * @param body uncompressed
 * @throws OpenInferenceError `protocol` for whatever is not a sound answer
 */
export function decodeInferResponse(headers: HttpHeaders, body: Uint8Array): InferResponse {
  return blaming('protocol', "The server's answer", () => {
    const { head, binary } = splitMessage(headers, body, Infinity);
    return {
      modelName: asText(head['model_name'], 'model_name'),
      ...optional('modelVersion', head['model_version'], asText),
      ...optional('id', head['id'], asText),
      outputs: decodeTensors(head['outputs'], binary, 'output'),
      ...optional('parameters', head['parameters'], asParameters),
    };
  });
}
