import { OpenInferenceError } from '../errors.js';
import type {
  InferRequest,
  InferResponse,
  ModelMetadata,
  RepositoryModel,
  ServerMetadata,
} from '../types.js';
import { encodeInferRequest, type TensorForm } from '../wire/inferRequest.js';
import { decodeInferResponse } from '../wire/inferResponse.js';
import {
  decodeModelMetadata,
  decodeRepositoryIndex,
  decodeServerMetadata,
} from '../wire/metadata.js';
import { compress, type Compression } from './compress.js';
import { exchange, type Fetch, type HttpAnswer, type HttpRequest } from './exchange.js';
import { withinLimits, type Limits } from './limits.js';
import { refusal } from './refusal.js';
import { NO_RETRY, RETRY, withRetries, type RetryPolicy } from './retry.js';
import { modelPath, serverUrl } from './urls.js';

type Headers = Readonly<Record<string, string>>;

export interface OpenInferenceClientOptions {
  /** Where `/v2` is found, such as `https://gpu.hospital.org/triton`; in a browser it may be relative. */
  readonly url: string;
  /** Asked before each try, so that a token can be renewed. */
  readonly headers?: () => Headers | Promise<Headers>;
  readonly fetch?: Fetch;
  /** False for a single try. */
  readonly retry?: Partial<RetryPolicy> | false;
  /** `binary` unless said; MLServer reads JSON only. */
  readonly tensors?: TensorForm;
  /** For requests; the server must know it (Triton knows both, KServe's and MLServer's neither). */
  readonly compression?: Compression;
  /** How long an answer may be, decompressed; 256 MiB unless said. */
  readonly maxAnswerBytes?: number;
}

export interface CallOptions extends Limits {
  readonly headers?: Headers;
}

export interface ModelCallOptions extends CallOptions {
  /** The server's choice when absent. */
  readonly version?: string;
}

export interface InferOptions extends ModelCallOptions {
  /**
   * Sent as `Idempotency-Key` with each try, for servers that then run the request once. From a page
   * of another origin, the server's CORS rules must allow it.
   */
  readonly idempotencyKey?: string;
}

/** What one try knows of the call that it belongs to. */
interface Try {
  readonly signal: AbortSignal;
  /** Infinity without a deadline. */
  timeLeftMs(): number;
}

/**
 * A client of one server. It keeps no state: calls may run side by side. All of them throw
 * `OpenInferenceError`, and what `headers` throws.
 */
export class OpenInferenceClient {
  readonly #url: string;
  readonly #options: OpenInferenceClientOptions;
  readonly #retry: RetryPolicy;

  constructor(options: OpenInferenceClientOptions) {
    this.#url = serverUrl(options.url);
    this.#options = options;
    this.#retry = options.retry === false ? NO_RETRY : { ...RETRY, ...options.retry };
  }

  /** Whether the server runs. */
  serverLive(options: CallOptions = {}): Promise<boolean> {
    return this.#isWell('/v2/health/live', options);
  }

  /** Whether the server can be asked. */
  serverReady(options: CallOptions = {}): Promise<boolean> {
    return this.#isWell('/v2/health/ready', options);
  }

  async serverMetadata(options: CallOptions = {}): Promise<ServerMetadata> {
    return decodeServerMetadata(await this.#get('/v2', options));
  }

  /** Whether the model can be asked; false too where there is no such model. */
  modelReady(model: string, options: ModelCallOptions = {}): Promise<boolean> {
    return this.#isWell(`${modelPath(model, options.version)}/ready`, options);
  }

  async modelMetadata(model: string, options: ModelCallOptions = {}): Promise<ModelMetadata> {
    return decodeModelMetadata(await this.#get(modelPath(model, options.version), options));
  }

  /** Models of the server's repository, by Triton's extension, which not all servers have. */
  async repositoryIndex(
    options: CallOptions & { readonly onlyReady?: boolean } = {},
  ): Promise<RepositoryModel[]> {
    const { onlyReady = false } = options;
    const body = new TextEncoder().encode(JSON.stringify(onlyReady ? { ready: true } : {}));
    const headers = { 'content-type': 'application/json' };
    const url = `${this.#url}/v2/repository/index`;
    return decodeRepositoryIndex(
      await this.#answerTo({ method: 'POST', url, headers, body }, options),
    );
  }

  /**
   * Runs a model. A deadline is also told to the server, as the parameter
   * `timeout` (µs, Triton's), unless the request has one. Not all servers stop a run whose caller has
   * gone (Triton does not).
   */
  async infer(
    model: string,
    request: InferRequest,
    options: InferOptions = {},
  ): Promise<InferResponse> {
    const url = `${this.#url}${modelPath(model, options.version)}/infer`;
    const { headers, body } = await this.#call(options, this.#retry, async (attempt) => {
      const message = await this.#message(request, options, attempt);
      return succeeded(await this.#exchange({ method: 'POST', url, ...message }, options, attempt));
    });
    const response = decodeInferResponse(headers, body);
    if (request.id !== undefined && (response.id ?? request.id) !== request.id) {
      throw new OpenInferenceError('protocol', 'The server answered another request.');
    }
    return response;
  }

  async #message(
    { parameters, ...request }: InferRequest,
    { idempotencyKey }: InferOptions,
    attempt: Try,
  ): Promise<{ headers: Headers; body: Uint8Array<ArrayBuffer> }> {
    const timeout = Math.max(1, Math.ceil(attempt.timeLeftMs() * 1000));
    const withTimeout = timeout < Infinity ? { timeout, ...parameters } : parameters;
    const { tensors, compression } = this.#options;
    const message = encodeInferRequest(
      { ...request, ...(withTimeout && { parameters: withTimeout }) },
      tensors,
    );
    const compressed = compression && (await compress(message.body, compression));
    return {
      headers: {
        ...message.headers,
        ...(compressed && { 'content-encoding': compression }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      body: compressed ?? message.body,
    };
  }

  #get(path: string, options: CallOptions): Promise<Uint8Array> {
    return this.#answerTo({ method: 'GET', url: `${this.#url}${path}`, headers: {} }, options);
  }

  async #answerTo(request: HttpRequest, options: CallOptions): Promise<Uint8Array> {
    const answer = await this.#call(options, this.#retry, async (attempt) =>
      succeeded(await this.#exchange(request, options, attempt)),
    );
    return answer.body;
  }

  /** One try: whoever asks how a server is wants to know it now. */
  async #isWell(path: string, options: CallOptions): Promise<boolean> {
    const request = { method: 'GET', url: `${this.#url}${path}`, headers: {} } as const;
    const answer = await this.#call(options, NO_RETRY, (attempt) =>
      this.#exchange(request, options, attempt),
    );
    // Not to be let in says nothing about the server's or the model's state.
    if (answer.status === 401 || answer.status === 403) throw refusal(answer);
    return isSuccess(answer);
  }

  #call<T>(limits: Limits, retry: RetryPolicy, attempt: (attempt: Try) => Promise<T>): Promise<T> {
    const end = performance.now() + (limits.deadlineMs ?? Infinity);
    const timeLeftMs = () => end - performance.now();
    return withinLimits(limits, (signal) =>
      withRetries(retry, { signal, timeLeftMs }, () => attempt({ signal, timeLeftMs })),
    );
  }

  async #exchange(
    request: HttpRequest,
    { headers }: CallOptions,
    { signal }: Try,
  ): Promise<HttpAnswer> {
    const { fetch: send = fetch, maxAnswerBytes = 2 ** 28 } = this.#options;
    const theirs = { ...(await this.#options.headers?.()), ...headers };
    const all = { ...lowerCased(theirs), ...request.headers };
    return exchange(send, { ...request, headers: all }, maxAnswerBytes, signal);
  }
}

function succeeded(answer: HttpAnswer): HttpAnswer {
  if (!isSuccess(answer)) throw refusal(answer);
  return answer;
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Names that differ in case only are one header, whose values `fetch` would string together. */
function lowerCased(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
