/**
 * What browsers, their workers and Node all have and the language itself has not, as far as this
 * package uses it. Only its own compilation reads this file: with the whole library of a platform, it
 * could come to need that platform and nothing would say so.
 */

declare class TextDecoder {
  constructor(label: string, options?: { readonly fatal: boolean });
  decode(bytes: Uint8Array): string;
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
