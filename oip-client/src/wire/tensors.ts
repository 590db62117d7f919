/** The tensors of a message, which requests and responses hold alike. */
import type { Tensor } from '../types.js';
import { checkData, elementCount, isDatatype } from './datatypes.js';
import { asList, asNumbers, asObject, asText, type JsonObject } from './json.js';
import { dataFromJson, jsonElements } from './jsonTensor.js';
import { Malformed } from './malformed.js';

export interface EncodedTensors {
  /** What stands in the head. */
  readonly heads: readonly JsonObject[];
  /** What follows the head, in this order. */
  readonly binary: readonly Uint8Array[];
}

/** @throws Malformed where a tensor's bytes are not those of its type and shape */
export function encodeTensors(
  tensors: readonly Tensor[],
  isBinary: (name: string) => boolean,
  what: string,
): EncodedTensors {
  const binary: Uint8Array[] = [];
  const heads = tensors.map((tensor) => {
    const { name, datatype, shape, data } = tensor;
    const which = `${what} ${quoted(name)}`;
    checkData(datatype, shape, data, which);
    if (!isBinary(name)) return { name, datatype, shape, data: jsonElements(tensor, which) };
    binary.push(data);
    return { name, datatype, shape, parameters: { binary_data_size: data.byteLength } };
  });
  return { heads, binary };
}

/**
 * @param binary all bytes that follow the head
 * @throws Malformed where anything is not as it must be, bytes are missing, or some are left over
 */
export function decodeTensors(list: unknown, binary: Uint8Array, what: string): Tensor[] {
  let offset = 0;
  const names = new Set<string>();
  const tensors = asList(list, `its list of ${what}s`).map((value) => {
    const head = asObject(value, `one ${what}`);
    const name = asText(head['name'], `the name of one ${what}`);
    const which = `${what} ${quoted(name)}`;
    if (names.has(name)) throw new Malformed(`${which} is there twice`);
    names.add(name);
    const { datatype } = head;
    if (!isDatatype(datatype)) throw new Malformed(`${which} has no known datatype`);
    const shape = asNumbers(head['shape'], `the shape of ${which}`);
    const size = binarySize(head, which);
    if (size === undefined) {
      const elements = asList(head['data'], `the data of ${which}`);
      return { name, datatype, shape, data: dataFromJson(datatype, shape, elements, which) };
    }
    if (size > binary.byteLength - offset) throw new Malformed(`it ends within ${which}`);
    const bytes = binary.subarray(offset, offset + size);
    checkData(datatype, shape, bytes, which);
    offset += size;
    return { name, datatype, shape, data: new Uint8Array(bytes) };
  });
  if (offset !== binary.byteLength) throw new Malformed('it has bytes that belong to no tensor');
  return tensors;
}

/** A name as it may stand in a message: short, and on one line. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}…` : name);
}

function binarySize(head: JsonObject, which: string): number | undefined {
  const parameters = asObject(head['parameters'] ?? {}, `the parameters of ${which}`);
  if (parameters['shared_memory_region'] !== undefined) {
    throw new Malformed(`${which} is in shared memory, which is not read here`);
  }
  const size = parameters['binary_data_size'] ?? undefined;
  if (size === undefined) return undefined;
  if (typeof size !== 'number') throw new Malformed(`${which} has no known number of bytes`);
  elementCount([size], `the binary data of ${which}`);
  return size;
}
