export * from './types.js';
export * from './errors.js';
export { tensorFrom, valuesOf, type ValuesOf } from './values.js';
export type { HttpHeaders, Message } from './wire/message.js';
export {
  decodeInferRequest,
  encodeInferRequest,
  type BinaryOutputs,
  type DecodedInferRequest,
} from './wire/inferRequest.js';
export { decodeInferResponse, encodeInferResponse } from './wire/inferResponse.js';
