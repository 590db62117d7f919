export * from './types.js';
export * from './errors.js';
export { tensorFrom, valuesOf, type ValuesOf } from './values.js';
export type { HttpHeaders, Message } from './wire/message.js';
export {
  decodeInferRequest,
  encodeInferRequest,
  type BinaryOutputs,
  type DecodedInferRequest,
  type TensorForm,
} from './wire/inferRequest.js';
export { decodeInferResponse, encodeInferResponse } from './wire/inferResponse.js';
export {
  OpenInferenceClient,
  type CallOptions,
  type InferOptions,
  type ModelCallOptions,
  type OpenInferenceClientOptions,
} from './client/client.js';
export type { Compression } from './client/compress.js';
export type { Fetch } from './client/exchange.js';
export type { RetryPolicy } from './client/retry.js';
