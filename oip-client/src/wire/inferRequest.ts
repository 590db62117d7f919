import type { InferRequest } from '../types.js';
import { asList, asObject, asParameters, asText, optional, type JsonObject } from './json.js';
import { blaming, Malformed } from './malformed.js';
import { joinMessage, splitMessage, type HttpHeaders, type Message } from './message.js';
import { decodeTensors, encodeTensors, quoted } from './tensors.js';

/** Which outputs the client wants as binary data; the others go as JSON. */
export type BinaryOutputs = 'all' | readonly string[];

export interface DecodedInferRequest {
  readonly request: InferRequest;
  /** To be given to `encodeInferResponse`. */
  readonly binaryOutputs: BinaryOutputs;
}

/** How tensors travel: as their bytes, or as JSON, which all servers read and none reads quickly. */
export type TensorForm = 'binary' | 'json';

/**
 * @param form of the inputs, and of the outputs that are asked for
 * @throws OpenInferenceError `invalid` where a tensor's bytes are not those of its type and shape, or
 *   JSON has no form for a value
 */
export function encodeInferRequest(request: InferRequest, form: TensorForm = 'binary'): Message {
  const { id, inputs, outputs = [], parameters } = request;
  const isBinary = form === 'binary';
  return blaming('invalid', 'The request', () => {
    const { heads, binary } = encodeTensors(inputs, () => isBinary, 'input');
    const all = isBinary && outputs.length === 0 && { binary_data_output: true };
    const each = isBinary && { parameters: { binary_data: true } };
    const head = {
      ...(id !== undefined && { id }),
      ...((parameters || all) && { parameters: { ...parameters, ...all } }),
      ...(outputs.length > 0 && { outputs: outputs.map((name) => ({ name, ...each })) }),
      inputs: heads,
    };
    return joinMessage(head, binary);
  });
}

/**
 * @param body uncompressed
 * @param options.maxHeadBytes how long the JSON may be; tensors in it are slow to read, and block
 *   the thread
 * @throws OpenInferenceError `invalid` for whatever is not a sound request
 */
export function decodeInferRequest(
  headers: HttpHeaders,
  body: Uint8Array,
  { maxHeadBytes = Infinity }: { readonly maxHeadBytes?: number } = {},
): DecodedInferRequest {
  return blaming('invalid', 'The request', () => {
    const { head, binary } = splitMessage(headers, body, maxHeadBytes);
    const { binary_data_output: allBinary = false, ...parameters } = asParameters(
      head['parameters'] ?? {},
      'parameters',
    );
    if (typeof allBinary !== 'boolean') throw new Malformed(NO_FLAG('binary_data_output'));
    const outputs = asList(head['outputs'] ?? [], 'its list of outputs').map(wantedOutput);
    const request = {
      ...optional('id', head['id'], asText),
      inputs: decodeTensors(head['inputs'], binary, 'input'),
      ...(outputs.length > 0 && { outputs: outputs.map(({ name }) => name) }),
      ...(Object.keys(parameters).length > 0 && { parameters }),
    };
    const named = outputs.filter(({ isBinary }) => isBinary ?? allBinary);
    const binaryOutputs = outputs.length === 0 && allBinary ? 'all' : named.map(({ name }) => name);
    return { request, binaryOutputs };
  });
}

const NO_FLAG = (what: string) => `${what} is neither true nor false`;

function wantedOutput(value: unknown): { name: string; isBinary: boolean | undefined } {
  const head: JsonObject = asObject(value, 'one output');
  const name = asText(head['name'], 'the name of one output');
  const parameters = asObject(head['parameters'] ?? {}, `the parameters of output ${quoted(name)}`);
  // Silently left out, these would answer another question than the one that was asked.
  for (const unsupported of ['shared_memory_region', 'classification']) {
    if (parameters[unsupported] !== undefined) {
      throw new Malformed(`output ${quoted(name)} asks for ${unsupported}, which is not done here`);
    }
  }
  const isBinary = parameters['binary_data'] ?? undefined;
  if (isBinary !== undefined && typeof isBinary !== 'boolean') {
    throw new Malformed(NO_FLAG(`binary_data of output ${quoted(name)}`));
  }
  return { name, isBinary };
}
