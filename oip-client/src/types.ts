/**
 * The Open Inference Protocol v2 as plain data: what a client asks, what a server answers. Names are
 * the protocol's, in camel case where a field has two words.
 */

/** Element types. FP16 and BF16 travel as bytes only: JSON has no form for them. */
export type Datatype =
  | 'BOOL'
  | 'UINT8'
  | 'UINT16'
  | 'UINT32'
  | 'UINT64'
  | 'INT8'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'FP16'
  | 'FP32'
  | 'FP64'
  | 'BF16'
  | 'BYTES';

/** Raw little-endian bytes, row-major (the last dimension runs fastest). */
export interface Tensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  /**
   * As on the wire: BOOL is one byte, 0 or 1; an element of BYTES is its length (uint32) and its
   * bytes. What the decoders return begins at offset 0 of a buffer of its own, so that any typed
   * array can be laid over it.
   */
  readonly data: Uint8Array;
}

export type Parameter = string | number | boolean;
export type Parameters = Readonly<Record<string, Parameter>>;

export interface InferRequest {
  /** Chosen by the client; the server echoes it. */
  readonly id?: string;
  readonly inputs: readonly Tensor[];
  /** Which outputs to answer with; all of them, as the server orders them, when absent. */
  readonly outputs?: readonly string[];
  readonly parameters?: Parameters;
}

export interface InferResponse {
  readonly modelName: string;
  readonly modelVersion?: string;
  readonly id?: string;
  /** In the server's order, which need not be the request's. */
  readonly outputs: readonly Tensor[];
  readonly parameters?: Parameters;
}

export interface ServerMetadata {
  readonly name: string;
  readonly version: string;
  /** Such as `binary_tensor_data`; some servers do more than they list. */
  readonly extensions: readonly string[];
}

/** A model of a server's repository, whether or not it can be asked now. */
export interface RepositoryModel {
  readonly name: string;
  readonly version?: string;
  /** Such as `READY`, `LOADING`, `UNAVAILABLE`. */
  readonly state?: string;
  /** Why it is in that state, where the server says so. */
  readonly reason?: string;
}

export interface TensorMetadata {
  readonly name: string;
  readonly datatype: Datatype;
  /** -1 where a dimension may have any length. */
  readonly shape: readonly number[];
}

export interface ModelMetadata {
  readonly name: string;
  readonly versions?: readonly string[];
  readonly platform?: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
  readonly parameters?: Parameters;
}
