/**
 * What browsers, their workers and Node all have and the language itself has not, as far as this
 * package uses it. Only its own compilation reads this file: with the whole library of a platform, it
 * could come to need that platform and nothing would say so.
 */

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
}

declare class TextDecoder {
  constructor(label: string, options?: { readonly fatal: boolean });
  decode(bytes: Uint8Array): string;
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class URL {
  constructor(url: string, base?: string);
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly origin: string;
  readonly pathname: string;
}

/** A page's or a worker's; Node has none. */
declare const location: { readonly href: string } | undefined;

declare class ReadableStream<T> {
  pipeThrough<U>(through: { readonly writable: unknown; readonly readable: U }): U;
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: T }>;
    cancel(): Promise<void>;
  };
}

declare class Response {
  constructor(body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>);
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: ReadableStream<Uint8Array> | null;
  arrayBuffer(): Promise<ArrayBuffer>;
}

declare function fetch(
  url: string,
  init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: Uint8Array<ArrayBuffer>;
    readonly redirect: 'manual';
    readonly signal: AbortSignal;
  },
): Promise<Response>;

/** Absent in browsers before 2023. */
declare const CompressionStream:
  | (new (format: 'gzip' | 'deflate') => {
      readonly writable: unknown;
      readonly readable: ReadableStream<Uint8Array>;
    })
  | undefined;

declare function setTimeout(callback: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;

declare const performance: {
  /** Milliseconds. */
  now(): number;
};
