/**
 * What browsers, their workers and Node all have and the language itself has not, as far as core uses
 * it. Only core's own compilation reads this file: with the whole library of a platform, core could
 * come to need that platform and nothing would say so.
 */

interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare const crypto: {
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  /** Absent in a page that is not a secure context. */
  readonly subtle?: {
    digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  };
};

declare const performance: {
  /** Milliseconds. */
  now(): number;
};

declare class TextDecoder {
  constructor(label: string, options?: { readonly fatal: boolean });
  decode(bytes: Uint8Array): string;
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class CompressionStream {
  constructor(format: 'deflate-raw');
  readonly readable: {
    getReader(): { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }> };
  };
  readonly writable: {
    getWriter(): { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> };
  };
}
