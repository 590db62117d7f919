import { createHash, type Hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { Refusal } from '../refusal.js';

export interface BodyLimits {
  /** Of the whole, inflated. */
  readonly bodyBytes: number;
  /** Of its JSON, inflated. */
  readonly jsonBytes: number;
}

/** What of a body is needed; what is not is forgotten as it comes. */
export interface BodyUse {
  readonly bytes: boolean;
  readonly fingerprint: boolean;
}

export interface ReadBody {
  /** Empty unless it was asked for. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /**
   * SHA-256 of what is asked, without until when: the same request tried again has another deadline.
   * Empty unless it was asked for.
   */
  readonly fingerprint: string;
}

/** @throws Refusal 413 where the request says itself that it is too long */
export function checkLength(headers: IncomingHttpHeaders, { bodyBytes }: BodyLimits): void {
  if (Number(headers['content-length'] ?? 0) > bodyBytes) throw tooLong(bodyBytes);
}

/**
 * Reads a request's body, inflates it where it is compressed, and never holds more than is allowed.
 *
 * @throws Refusal 400, 413 or 415; the rest of the body is let pass, so that the answer can be read
 */
export async function readBody(
  stream: Readable,
  headers: IncomingHttpHeaders,
  limits: BodyLimits,
  use: BodyUse,
): Promise<ReadBody> {
  try {
    const body = new Body(jsonLength(headers, limits), limits, use);
    await eachInflatedChunk(stream, headers['content-encoding'], (chunk) => body.add(chunk));
    return body.end();
  } catch (error) {
    stream.resume();
    throw error;
  }
}

class Body {
  readonly #chunks: Buffer[] = [];
  readonly #json: Buffer[] = [];
  readonly #binary: Hash = createHash('sha256');
  #length = 0;

  constructor(
    /** Where the JSON ends and the binary tensors begin; Infinity where all is JSON. */
    private readonly jsonEnd: number,
    private readonly limits: BodyLimits,
    private readonly use: BodyUse,
  ) {}

  add(chunk: Buffer): void {
    const jsonBytes = Math.min(chunk.byteLength, Math.max(0, this.jsonEnd - this.#length));
    this.#length += chunk.byteLength;
    if (this.#length > this.limits.bodyBytes) throw tooLong(this.limits.bodyBytes);
    if (Math.min(this.#length, this.jsonEnd) > this.limits.jsonBytes)
      throw tooMuchJson(this.limits);
    if (this.use.bytes) this.#chunks.push(chunk);
    if (!this.use.fingerprint) return;
    if (jsonBytes > 0) this.#json.push(Buffer.from(chunk.subarray(0, jsonBytes)));
    this.#binary.update(chunk.subarray(jsonBytes));
  }

  end(): ReadBody {
    return { bytes: joined(this.#chunks), fingerprint: this.#fingerprint() };
  }

  #fingerprint(): string {
    if (!this.use.fingerprint) return '';
    return createHash('sha256')
      .update(withoutTimeout(Buffer.concat(this.#json)))
      .update(this.#binary.digest())
      .digest('hex');
  }
}

function joined(chunks: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function jsonLength(headers: IncomingHttpHeaders, limits: BodyLimits): number {
  const value = headers['inference-header-content-length'];
  if (value === undefined) return Infinity;
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) {
    throw new Refusal(400, 'Inference-Header-Content-Length is not a length.');
  }
  if (Number(value) > limits.jsonBytes) throw tooMuchJson(limits);
  return Number(value);
}

/** The parameter `timeout` is what is left of a deadline, of which a client's every try has less. */
function withoutTimeout(json: Buffer): string | Buffer {
  try {
    const head = JSON.parse(json.toString('utf8')) as { parameters?: Record<string, unknown> };
    const { timeout, ...parameters } = head.parameters ?? {};
    return timeout === undefined ? json : JSON.stringify({ ...head, parameters });
  } catch {
    return json;
  }
}

async function eachInflatedChunk(
  stream: Readable,
  encoding: string | undefined,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const inflate = inflaterOf(encoding);
  if (!inflate) return eachChunk(stream, take, brokenOff);
  const cutOff = () => {
    if (!stream.readableEnded) inflate.destroy(brokenOff());
  };
  stream.once('close', cutOff);
  try {
    await eachChunk(stream.pipe(inflate), take, notCompressed);
  } finally {
    stream.off('close', cutOff);
    stream.unpipe(inflate);
    inflate.destroy();
  }
}

/**
 * Unlike an asynchronous iterator, leaves the stream open when `take` throws.
 *
 * @param refuse makes a refusal of what is wrong with the stream
 */
function eachChunk(
  stream: Readable,
  take: (chunk: Buffer) => void,
  refuse: (error?: Error) => Refusal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => fail(brokenOff());
    const onData = (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        fail(error as Error);
      }
    };
    const fail = (error: Error) => {
      stream.off('data', onData).off('close', onClose);
      reject(error);
    };
    stream.on('data', onData);
    // Stays: an error that comes once the reading was given up must not end the process.
    stream.on('error', (error) => fail(error instanceof Refusal ? error : refuse(error)));
    stream.once('close', onClose);
    stream.once('end', () => {
      stream.off('close', onClose);
      resolve();
    });
  });
}

function inflaterOf(encoding = 'identity') {
  switch (encoding.toLowerCase().trim()) {
    case 'identity':
      return undefined;
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    default:
      throw new Refusal(415, 'Requests may be compressed by gzip or deflate, and not otherwise.');
  }
}

function brokenOff(cause?: Error): Refusal {
  return new Refusal(400, 'The request broke off.', { cause });
}

function notCompressed(cause?: Error): Refusal {
  return new Refusal(400, 'The request is not compressed as it says.', { cause });
}

function tooLong(bytes: number): Refusal {
  return new Refusal(413, `The request is longer than ${bytes} bytes.`);
}

function tooMuchJson({ jsonBytes }: BodyLimits): Refusal {
  return new Refusal(
    413,
    `The request holds more than ${jsonBytes} bytes of JSON; send tensors as binary data.`,
  );
}
