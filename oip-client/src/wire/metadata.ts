import type { ModelMetadata, RepositoryModel, ServerMetadata, TensorMetadata } from '../types.js';
import { isDatatype } from './datatypes.js';
import {
  asList,
  asNumbers,
  asObject,
  asParameters,
  asText,
  optional,
  parseJson,
  parseObject,
} from './json.js';
import { blaming, Malformed } from './malformed.js';

/** @throws OpenInferenceError `protocol` */
export function decodeServerMetadata(body: Uint8Array): ServerMetadata {
  return blaming('protocol', "The server's description of itself", () => {
    const { name, version, extensions } = parseObject(body, 'it');
    return {
      name: asText(name, 'its name'),
      version: asText(version ?? '', 'its version'),
      extensions: texts(extensions ?? [], 'its list of extensions'),
    };
  });
}

/** @throws OpenInferenceError `protocol` */
export function decodeModelMetadata(body: Uint8Array): ModelMetadata {
  return blaming('protocol', "The server's description of a model", () => {
    const { name, versions, platform, inputs, outputs, parameters } = parseObject(body, 'it');
    return {
      name: asText(name, "the model's name"),
      ...optional('versions', versions, texts),
      ...optional('platform', platform, asText),
      inputs: tensors(inputs, 'input'),
      outputs: tensors(outputs, 'output'),
      ...optional('parameters', parameters, asParameters),
    };
  });
}

/** @throws OpenInferenceError `protocol` */
export function decodeRepositoryIndex(body: Uint8Array): RepositoryModel[] {
  return blaming('protocol', "The server's list of models", () =>
    asList(parseJson(body, 'it'), 'it').map((entry) => {
      const { name, version, state, reason } = asObject(entry, 'one entry');
      return {
        name: asText(name, 'the name of one model'),
        ...optional('version', version, asText),
        ...optional('state', state, asText),
        ...optional('reason', reason, asText),
      };
    }),
  );
}

function texts(value: unknown, what: string): string[] {
  return asList(value, what).map((text) => asText(text, what));
}

function tensors(value: unknown, what: string): TensorMetadata[] {
  // Null where a server does not know.
  return asList(value ?? [], `its list of ${what}s`).map((entry) => {
    const { name, datatype, shape } = asObject(entry, `one ${what}`);
    if (!isDatatype(datatype)) throw new Malformed(`one ${what} has no known datatype`);
    return {
      name: asText(name, `the name of one ${what}`),
      datatype,
      shape: asNumbers(shape, `the shape of one ${what}`),
    };
  });
}
